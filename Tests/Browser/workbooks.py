"""Templates filled in, rightly and wrongly, and returned workbooks read."""
import openpyxl

FIRST = 3
"""A template's marker stands in row 1, its header in row 2."""


class Template:
    """A downloaded template in the hands of who fills it in."""

    def __init__(self, path):
        self.path = path
        self.book = openpyxl.load_workbook(path)
        self.sheet = self.book.worksheets[0]
        titles = [str(cell.value or "") for cell in self.sheet[2]]
        self.columns = {title.split("（")[0].rstrip("*"): index + 1 for index, title in enumerate(titles) if title}

    def rows(self):
        """Rows that are filled in: each a dictionary by the column's title, with its number."""
        found = []
        for row in range(FIRST, self.sheet.max_row + 1):
            values = {title: self.sheet.cell(row, column).value for title, column in self.columns.items()}
            if any(value not in (None, "") for value in values.values()):
                found.append((row, values))
        return found

    def address(self, row, title):
        return self.sheet.cell(row, self.columns[title]).coordinate

    def write(self, row, **values):
        for title, value in values.items():
            self.sheet.cell(row, self.columns[title]).value = value
        return row

    def add(self, **values):
        """A row below the last, for the template's district and period."""
        row = self.rows()[-1][0] + 1 if self.rows() else FIRST
        return self.write(row, 行政区划=self.sheet["D1"].value, 所属期=self.sheet["E1"].value, **values)

    def save(self, path):
        self.book.save(path)
        return path


def marked_cells(path):
    """Cells of an error workbook that are coloured, and those that carry a comment: address → comment."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    coloured, comments = set(), {}
    for line in sheet.iter_rows():
        for cell in line:
            if cell.fill and cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb != "00000000":
                coloured.add(cell.coordinate)
            if cell.comment:
                comments[cell.coordinate] = cell.comment.text
    return coloured, comments
