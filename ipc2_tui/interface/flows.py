"""What screens may want that touches files or keys.

Each takes the application, the sitting and the visit's file, and says how it ended.  Raises Problem.
"""

from ipc2_tui.interface.import_flow import import_file
from ipc2_tui.interface.paper_flow import make_sheet, show_code, sign, sign_mine

FLOWS = {"import": import_file, "sign": sign, "sign-mine": sign_mine, "sheet": make_sheet, "code": show_code}
