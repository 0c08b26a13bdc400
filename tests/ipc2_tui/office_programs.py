"""A score sheet as other office programs save it: made here, after what public files that they saved hold.

It imitates what Excel (of Windows, of 2011 for Mac) and WPS write of a sheet like ours, not how they compute it: the
texts shared, the styles in their order and words, the picture by two corners, and what they add of their own.
"""

import io
import re
import zipfile
from xml.sax.saxutils import escape

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LEADS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
FORMAT = "application/vnd.openxmlformats-officedocument"
AC, A14 = (f"http://schemas.microsoft.com/office/{what}" for what in ("spreadsheetml/2009/9/ac", "drawing/2010/main"))
MAC = "http://schemas.microsoft.com/office/mac/excel/2008/main"
SHEET, DRAWING = "xl/worksheets/sheet1.xml", "xl/drawings/drawing1.xml"

EXCEL, MAC_2011, WPS = "Excel", "Excel 2011 for Mac", "WPS"
WPS_STYLES = (
    '<xf numFmtId="43" fontId="1" fillId="0" borderId="0" applyFont="0"><alignment vertical="center"/></xf>'
    '<xf numFmtId="0" fontId="2" fillId="0" borderId="0"><alignment vertical="center"/></xf>'
)
# An .xls keeps of each picture how its fill and its line would look if they were switched on.
SWITCHED_OFF = (
    '<a:noFill/><a:ln><a:noFill/></a:ln><a:extLst><a:ext uri="{909E8E84-426E-40DD-AFC4-6F175D3DCCD1}">'
    f'<a14:hiddenFill xmlns:a14="{A14}"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a14:hiddenFill></a:ext>'
    f'<a:ext uri="{{91240B29-F687-4F45-9708-019B960494DF}}"><a14:hiddenLine xmlns:a14="{A14}" w="9525"><a:solidFill>'
    '<a:srgbClr val="000000"/></a:solidFill><a:miter lim="800000"/><a:headEnd/><a:tailEnd/></a14:hiddenLine></a:ext>'
    "</a:extLst>"
)


def saved(raw, program, wider=0, view="", printed=False, picture=""):
    """The sheet opened and saved; with column D `wider`, seen in another `view`, `printed`, the picture with more."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    texts = {}
    for name in ("xl/worksheets/sheet2.xml", SHEET):
        parts[name] = _sheet(parts[name], program, texts, name == SHEET, wider, view, printed)
    parts["xl/sharedStrings.xml"] = _shared(texts, program)
    parts["xl/styles.xml"] = _styles(parts["xl/styles.xml"].decode(), program)
    parts["xl/workbook.xml"] = _book(parts["xl/workbook.xml"].decode(), program)
    parts["xl/_rels/workbook.xml.rels"] = _leads(
        "worksheet worksheets/sheet1.xml", "worksheet worksheets/sheet2.xml", "styles styles.xml",
        "theme theme/theme1.xml", "sharedStrings sharedStrings.xml")  # fmt: skip
    leads = ["drawing ../drawings/drawing1.xml", *["printerSettings ../printerSettings/printerSettings1.bin"] * printed]
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = _leads(*leads)
    if printed:
        parts["xl/printerSettings/printerSettings1.bin"] = bytes(2000)
    parts[DRAWING] = _drawing(picture)
    kinds = (
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{FORMAT}.spreadsheetml.sharedStrings+xml"/></Types>'
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", kinds.encode())
    folders = ["xl/", "xl/worksheets/"] if program == WPS else []  # which WPS stores as well
    return packed(dict.fromkeys(folders, b"") | parts)


def packed(parts):
    """An archive of these parts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


def _sheet(xml, program, texts, printed_one, wider, view, printed):
    tree = etree.fromstring(xml)
    named = {etree.QName(each).localname: each for each in tree}
    rows = "".join(_row(row, program, texts) for row in named["sheetData"])
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{float(each.get("width")) + wider * (at == 4):.17g}" customWidth="1"/>'
        for at, each in enumerate(named.get("cols", ()), 1)
    )
    merged = "".join(f'<mergeCell ref="{each.get("ref")}"/>' for each in named.get("mergeCells", ()))
    default = {WPS: 'defaultColWidth="9.14285714285714" defaultRowHeight="12.75" outlineLevelCol="6"'}.get(
        program, f'defaultRowHeight="13.2" x14ac:dyDescent="0.25" xmlns:x14ac="{AC}"'
    )
    end = ""
    if printed_one:
        footer = next(each.text for each in tree.iter(f"{{{MAIN}}}oddFooter"))
        end = (
            '<phoneticPr fontId="1" type="noConversion"/><printOptions horizontalCentered="1"/><pageMargins left="0.39'
            '370078740157483" right="0.39370078740157483" top="0.47244094488188981" bottom="0.47244094488188981" header'
            f'="0.23622047244094491" footer="0.23622047244094491"/><pageSetup paperSize="9" orientation="portrait"'
            f'{" r:id=" * printed}{chr(34) + "rId2" + chr(34) if printed else ""}/><headerFooter alignWithMargins="0">'
            f"<oddFooter>{escape(footer)}</oddFooter></headerFooter>"
            '<ignoredErrors><ignoredError sqref="B3" numberStoredAsText="1"/></ignoredErrors><drawing r:id="rId1"/>'
        )
    if program == MAC_2011:
        end += (
            f'<extLst><ext uri="{{64002731-A6B0-56B0-2670-7721B7C09600}}" xmlns:mx="{MAC}">'
            '<mx:PLV Mode="0" OnePage="0" WScale="0"/></ext></extLst>'
        )
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{LEADS}" xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/'
        f'revision" xr:uid="{{00000000-0001-0000-0000-000000000000}}"><sheetPr/>'
        f'<sheetViews><sheetView {view} workbookViewId="0"><selection activeCell="D12" sqref="D12:G12"/></sheetView>'
        f"</sheetViews><sheetFormatPr {default}/>{f'<cols>{columns}</cols>' if columns else ''}<sheetData>{rows}"
        f"</sheetData>{f'<mergeCells>{merged}</mergeCells>' if merged else ''}{end}</worksheet>"
    ).encode()


def _row(row, program, texts):
    height = f' ht="{row.get("ht")}" customHeight="1"' if row.get("ht") else ""
    cells = "".join(_cell(cell, program, texts) for cell in row)
    return f'<row r="{row.get("r")}" spans="1:7"{height}>{cells}</row>'


def _cell(cell, program, texts):
    place, value = f'r="{cell.get("r")}" s="{cell.get("s", "0")}"', "".join(cell.itertext())
    if cell.get("t") == "inlineStr":
        return f'<c {place} t="s"><v>{texts.setdefault(value, len(texts))}</v></c>'
    digits = ".15g" if program == WPS else ".17g"
    return f"<c {place}><v>{float(value):{digits}}</v></c>" if value else f"<c {place}/>"


def _shared(texts, program):
    phonetic = "" if program == WPS else '<phoneticPr fontId="1" type="noConversion"/>'
    return (
        f'<sst xmlns="{MAIN}">'
        + "".join(
            f'<si><t xml:space="preserve">{re.sub("_x(?=....._|...._)", "_x005F_x", escape(text))}</t>{phonetic}</si>'
            for text in texts
        )
        + "</sst>"
    ).encode()


def _styles(xml, program):
    """Fonts by their Chinese names, with opaque colours; WPS adds the named styles that it has."""
    xml = xml.replace('rgb="00', 'rgb="FF').replace('val="SimSun"/>', 'val="宋体"/><charset val="134"/>')
    xml = re.sub("<colors>.*</colors>", "", xml).replace('<b val="1"/>', "<b/>")
    if program == WPS:
        formats = '<numFmts><numFmt numFmtId="43" formatCode="_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ @_ "/></numFmts>'
        xml = xml.replace('<numFmts count="0"/>', formats).replace("</cellStyleXfs>", f"{WPS_STYLES}</cellStyleXfs>")
    return xml.encode()


def _book(xml, program):
    xml = xml.replace("'打分表'!", "打分表!").replace('state="visible" ', "")
    return (
        xml if program == WPS else xml.replace("<workbookPr/>", '<fileVersion appName="xl"/><workbookPr/>')
    ).encode()


def _leads(*targets):
    said = "".join(
        f'<Relationship Id="rId{at}" Type="{LEADS}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(map(str.split, targets), 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{said}</Relationships>'.encode()


def _drawing(more):
    """The picture by two corners, as on a screen of 96 dots an inch, with what newer programs say of it."""
    drawn = "http://schemas.openxmlformats.org/drawingml/2006"
    return f"""<xdr:wsDr xmlns:xdr="{drawn}/spreadsheetDrawing" xmlns:a="{drawn}/main">
<xdr:twoCellAnchor editAs="oneCell">
<xdr:from><xdr:col>4</xdr:col><xdr:colOff>12000</xdr:colOff><xdr:row>0</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>
<xdr:to><xdr:col>6</xdr:col><xdr:colOff>516875</xdr:colOff><xdr:row>4</xdr:row><xdr:rowOff>161925</xdr:rowOff></xdr:to>
<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="图片 1"><a:extLst><a:ext uri="{{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}}">
<a16:creationId xmlns:a16="http://schemas.microsoft.com/office/drawing/2014/main" id="{{0}}"/></a:ext></a:extLst>
</xdr:cNvPr><xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr><xdr:blipFill>
<a:blip xmlns:r="{LEADS}" r:embed="rId1" cstate="print"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>
<xdr:spPr bwMode="auto"><a:xfrm><a:off x="5000625" y="0"/><a:ext cx="1400175" cy="1400175"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{more}</xdr:spPr></xdr:pic><xdr:clientData/></xdr:twoCellAnchor>
</xdr:wsDr>""".encode()
