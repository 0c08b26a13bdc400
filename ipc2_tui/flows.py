"""What screens may want that touches files or keys.

Each takes the application, the sitting and the visit's file, and says whether something was recorded.  Raises Problem.
"""

from ipc2_tui.paper_flow import make_sheet, show_code, sign
from ipc2_tui.roster_flow import import_roster

FLOWS = {"roster": import_roster, "sign": sign, "sheet": make_sheet, "code": show_code}
