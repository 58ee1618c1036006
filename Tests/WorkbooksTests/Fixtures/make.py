"""Makes the fixtures beside this file with programs that are not Anju: openpyxl, XlsxWriter, python-docx, LibreOffice.

    python3 -m venv v && v/bin/pip install openpyxl xlsxwriter python-docx && v/bin/python make.py
"""
import datetime, subprocess, pathlib, shutil, tempfile
import openpyxl, xlsxwriter, docx
from openpyxl.styles import Font
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

here = pathlib.Path(__file__).parent

# openpyxl: two sheets, one hidden; dates, formulas, errors, rich types.
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "补贴台账"
sheet.append(["姓名", "金额", "日期", "有效", "备注"])
sheet.append(["张三", 1234.5, datetime.date(2023, 7, 5), True, "=not a formula"])
sheet["E2"].data_type = "s"
sheet.append(["李四", 0.1 + 0.2, datetime.datetime(2023, 12, 31, 23, 59, 59), False, "两\n行"])
sheet.append(["王五", -3, None, None, "=1+1"])
sheet["B6"] = 110101199001011234
sheet["D9"] = "=B2*2"
hidden = book.create_sheet("选项")
hidden["A1"] = "公租房"
hidden.sheet_state = "hidden"
book.create_chartsheet("图")
from openpyxl.packaging.custom import StringProperty
book.custom_doc_props.append(StringProperty(name="anju.template", value="subsidies/2023"))
book.save(here / "openpyxl.xlsx")

# XlsxWriter: formulas with values, errors, rich text.
book = xlsxwriter.Workbook(str(here / "xlsxwriter.xlsx"), {"strings_to_formulas": False})
sheet = book.add_worksheet("数据")
bold = book.add_format({"bold": True})
sheet.write_rich_string(0, 0, "东", bold, "城", "区")
sheet.write_formula(0, 1, "=1+1", None, 2)
sheet.write_formula(0, 2, '="a"&"b"', None, "ab")
sheet.write_formula(0, 3, "=1/0", None, "#DIV/0!")
sheet.write_string(0, 4, "control \x07 and _x0041_ and CR \r end")
sheet.write_datetime(0, 5, datetime.datetime(1900, 3, 1), book.add_format({"num_format": "yyyy年m月d日"}))
sheet.write_blank(0, 6, None, bold)
sheet.write_number(1048575, 16383, 7)
book.close()

# LibreOffice's own XLSX, from a CSV.
with tempfile.TemporaryDirectory() as folder:
    source = pathlib.Path(folder) / "calc.csv"
    source.write_text("项目,开工日期,投资\n甲,2023-03-01,1234.56\n乙,2022-12-31,0.1\n", encoding="utf-8")
    subprocess.run(["soffice", "--headless", "--infilter=CSV:44,34,76,1,,0,false,true", "--convert-to", "xlsx", "--outdir", folder, str(source)], check=True, capture_output=True)
    shutil.copy(pathlib.Path(folder) / "calc.xlsx", here / "libreoffice.xlsx")

# python-docx, with content controls put in by hand.
W = nsdecls("w")
def control(tag, alias, inner):
    return f'<w:sdt {W}><w:sdtPr><w:alias w:val="{alias}"/><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'
def run(text):
    return f'<w:r {W}><w:t xml:space="preserve">{text}</w:t></w:r>'
report = docx.Document()
report.add_heading("自评报告", 1)
paragraph = report.add_paragraph("发放补贴")
paragraph._p.append(parse_xml(control("f.amount", "发放金额", run("3.83") + run("亿元"))))
paragraph.add_run("，惠及")
paragraph._p.append(parse_xml(control("f.outer", "外", run("约") + control("f.households", "户数", run("2.91万户")))))
paragraph.add_run("。")
table = report.add_table(2, 2)
table.cell(0, 0).text = "区"
table.cell(0, 1).text = "户数"
table.cell(1, 0).text = "东城区"
cell = table.cell(1, 1).paragraphs[0]
cell._p.append(parse_xml(control("f.dongcheng", "东城", run("1234"))))
report.add_paragraph("末段\t制表\n换行")
report.sections[0].header.paragraphs[0].text = "页眉"
report.sections[0].footer.paragraphs[0].text = "页脚"
report.save(here / "whole.docx")
# Without the parts nobody here reads: half of the file is the look of python-docx's own template.
import zipfile
left_out = ("stylesWithEffects", "thumbnail", "theme", "styles.xml", "customXml")
with zipfile.ZipFile(here / "whole.docx") as whole, zipfile.ZipFile(here / "python-docx.docx", "w", zipfile.ZIP_DEFLATED) as small:
    for name in whole.namelist():
        if not any(word in name for word in left_out):
            small.writestr(name, whole.read(name))
(here / "whole.docx").unlink()
