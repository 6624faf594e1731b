"""What people keep in spreadsheets: CSV and XLSX files as rows of texts, and cells that no spreadsheet runs."""
