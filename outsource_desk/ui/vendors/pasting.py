"""Paste a list of vendors: one act, with a list of what was not taken."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from outsource_desk.services.vendor_lists import add_vendors
from outsource_desk.services.vendors import find_vendor
from outsource_desk.ui.errors import explain
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.pages.page import Page
from outsource_desk.ui.vendors.directory import Directory
from outsource_desk.ui.vendors.pasted_list import read_vendors, shown


def paste_vendors(page: Page, directory: Directory) -> None:
    """Add the vendors that a spreadsheet has put on the clipboard, and go to the first of them."""
    entries, lost = read_vendors(QGuiApplication.clipboard().text())
    if not entries:
        page.window_.toast(tr("The clipboard holds no list of vendors."), tone="quiet")
        return
    refused = page.session.act(add_vendors, entries)
    if refused is None:
        return
    left_out = {id(each.entry): shown(each.entry.name) for each in refused}
    added = [entry for entry in entries if id(entry) not in left_out]
    silent = set(left_out.values()) - {shown(entry.name) for entry in added}
    lines = [(shown(each.entry.name), shown(each.entry.name), " ".join(explain(each.error))) for each in refused]
    lines += [line for line in lost if line[0] not in silent]
    directory.show_refusals(lines, len(added))
    if added:
        first = find_vendor(page.session.desk, added[0].name)
        directory.select(("vendor", first) if first is not None else None)
        directory.table.setFocus()
        page.toast_done(tr_n(len(added), "{count} vendor added.", "{count} vendors added."))
    else:
        page.window_.toast(tr("No vendor was added."), tone="quiet")
