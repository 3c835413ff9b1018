"""The acts of the window and the menus that list them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from outsource_desk.services.warning_answers import unanswered
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.icons import set_icon
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.theme import Scheme

if TYPE_CHECKING:
    from outsource_desk.ui.window import MainWindow

IN_BAR = {  # acts whose icon is seen at once; the others get theirs after the first picture
    "view.sidebar", "go.back", "go.forward", "edit.undo", "edit.redo", "file.import", "report.preview",
}  # fmt: skip
PAGE_SHORTCUTS = {  # in the order of the sidebar
    "home": "Ctrl+1",
    "initiative": "Ctrl+2",
    "vendors": "Ctrl+3",
    "vetting": "Ctrl+4",
    "scoring": "Ctrl+5",
    "analysis": "Ctrl+6",
    "risks": "Alt+1",
    "contingency": "Alt+2",
    "exit": "Alt+3",
    "performance": "Alt+4",
    "governance": "Alt+5",
    "reports": "Ctrl+7",
    "history": "Ctrl+8",
    "import": "Ctrl+9",
    "settings": "Ctrl+,",
}
PAGE_KEYS = tuple(PAGE_SHORTCUTS)


class Menus:
    """Makes the window's acts, and keeps the menus that change with file and page."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._bar = window.menuBar()
        self._page_menu: QMenu | None = None
        self._page_acts: list[Action] = []
        self._menus: dict[str, QMenu] = {}
        self._icons: list[tuple[Action, str]] = []  # still to be drawn
        for make in (self._file, self._edit, self._view, self._go, self._report, self._help):
            make()

    def __getitem__(self, name: str) -> QMenu:
        return self._menus[name]

    def show_page_acts(self, acts: Sequence[Action]) -> None:
        """List what can be done on the page that is on screen."""
        actions = self._window.actions_of_window
        for act in self._page_acts:
            actions.remove(act)
        self._page_acts = list(acts)
        for act in self._page_acts:
            actions.add(act)
        if self._page_menu is not None:
            self._page_menu.clear()
            _fill(self._page_menu, actions, "go.next |")
            self._page_menu.addActions(self._page_acts)

    def look_again(self) -> None:
        """Name what undo and redo would do, and enable acts as things stand."""
        window, journal = self._window, self._window.session.desk.journal
        undo, redo = journal.undo_label, journal.redo_label
        actions = window.actions_of_window
        actions["edit.undo"].setText(tr("&Undo “{act}”", act=say(undo)) if undo else tr("&Undo"))
        actions["edit.redo"].setText(tr("&Redo “{act}”", act=say(redo)) if redo else tr("&Redo"))
        actions.look_again()

    def fill_recent(self, menu: QMenu) -> None:
        """List the files opened last; those that are gone are grey."""
        menu.clear()
        desktop = self._window.desktop
        for recent in desktop.preferences.recent():
            path = recent.path
            act = menu.addAction(path.stem if path.exists() else tr("{name} (missing)", name=path.stem))
            act.setToolTip(str(path))
            act.setEnabled(path.exists())
            act.triggered.connect(lambda _checked=False, path=path: desktop.open(path))
        menu.addSeparator()
        menu.addAction(tr("Clear the list"), desktop.preferences.forget)

    def fill_windows(self) -> None:
        """List the open windows; the one in front is ticked."""
        menu, desktop = self._menus["window"], self._window.desktop
        menu.clear()
        _fill(menu, self._window.actions_of_window, "window.next |")
        for window in desktop.windows:
            act = menu.addAction(window.session.desk.path.stem)
            act.setCheckable(True)
            act.setChecked(window is self._window)
            act.triggered.connect(lambda _checked=False, window=window: desktop.show_window(window))

    def count_warnings(self) -> None:
        """Say in the menu how many warnings nobody has answered."""
        session, act = self._window.session, self._window.actions_of_window["report.warnings"]
        evaluation, ranking = session.evaluation, session.ranking
        count = len(unanswered(evaluation, ranking.warnings)) if evaluation and ranking else 0
        act.setText(tr("War&nings ({count})…", count=count) if count else tr("War&nings…"))

    def _act(
        self,
        name: str,
        text: str,
        slot: Callable[[], object],
        shortcut: str = "",
        icon: str = "",
        why_not: Callable[[], str] | None = None,
    ) -> Action:
        act = make_action(self._window, name, text, slot, shortcut, icon if name in IN_BAR else "", why_not)
        if icon and name not in IN_BAR:
            self._icons.append((act, icon))
        self._window.addAction(act)
        return self._window.actions_of_window.add(act)

    def _file(self) -> None:
        w, d, f = self._window, self._window.desktop, self._window.files
        self._act("file.new", tr("&New file…"), d.ask_new, "Ctrl+N", "plus")
        self._act("file.open", tr("&Open…"), d.ask_open, "Ctrl+O", "folder")
        self._act("file.open_read_only", tr("Open rea&d-only…"), d.ask_open_read_only, "", "lock")
        self._act("file.sample", tr("Open the s&ample"), d.open_sample, "", "star")
        self._act("file.fresh_sample", tr("Make a fr&esh sample"), d.reset_sample, "", "star")
        self._act(
            "file.new_initiative",
            tr("New &initiative…"),
            w.acts.new_initiative,
            "Ctrl+Shift+N",
            "initiative",
            w.acts.why_read_only,
        )
        self._act(
            "file.import", tr("I&mport a spreadsheet…"), w.acts.ask_import, "Ctrl+I", "import", w.acts.why_read_only
        )
        self._act("file.save", tr("&Save"), f.say_saved, "Ctrl+S", "check")
        self._act("file.copy", tr("Save a &copy…"), f.save_copy, "Ctrl+Shift+S", "copy")
        self._act("file.copy_bare", tr("Save a copy &without history…"), f.save_bare_copy)
        self._act("file.backup", tr("&Back up now"), f.back_up, "", "shield", w.acts.why_read_only)
        self._act("file.folder", tr("Show in &folder"), f.show_folder, "", "folder")
        self._act("file.check", tr("Chec&k the file"), f.check, "", "done")
        self._act("file.close", tr("C&lose"), w.close, "Ctrl+W")
        self._act("file.quit", tr("&Quit"), d.quit, "Ctrl+Q")

    def _edit(self) -> None:
        w = self._window
        self._act("edit.undo", tr("&Undo"), w.acts.undo, "Ctrl+Z", "undo", w.acts.why_no_undo)
        self._act("edit.redo", tr("&Redo"), w.acts.redo, "Ctrl+Y; Ctrl+Shift+Z", "redo", w.acts.why_no_redo)
        self._act("edit.find", tr("&Find on this page"), w.acts.find, "Ctrl+F", "search")
        self._act("edit.search", tr("&Search everything…"), w.acts.search_everything, "Ctrl+Shift+F", "search")
        self._act("edit.palette", tr("&Commands…"), w.acts.open_palette, "Ctrl+K", "arrow")

    def _view(self) -> None:
        w, d = self._window, self._window.desktop
        self._act("view.sidebar", tr("&Narrow sidebar"), w.acts.toggle_sidebar, "Ctrl+B", "panel")
        self._act(
            "view.inspector", tr("&Inspector"), w.acts.toggle_inspector, "F4", "inspector", w.acts.why_no_inspector
        )
        self._act("view.full_screen", tr("&Full screen"), w.acts.toggle_full_screen, "F11")
        for scheme, text in (
            (Scheme.SYSTEM, tr("Theme of the s&ystem")),
            (Scheme.LIGHT, tr("&Light theme")),
            (Scheme.DARK, tr("&Dark theme")),
        ):
            act = self._act(f"view.{scheme.value}", text, lambda scheme=scheme: d.set_scheme(scheme))
            act.setCheckable(True)
            act.setChecked(d.preferences.scheme is scheme)
        self._act("view.larger", tr("La&rger text"), lambda: d.step_font(10), "Ctrl+Shift++; Ctrl+Shift+=", "zoom-in")
        self._act("view.smaller", tr("&Smaller text"), lambda: d.step_font(-10), "Ctrl+Shift+-", "zoom-out")
        self._act("view.normal", tr("Text of n&ormal size"), lambda: d.set_font(100), "Ctrl+Shift+0")

    def _go(self) -> None:
        w = self._window
        self._act("go.back", tr("&Back"), w.acts.go_back, "Alt+Left", "left", w.acts.why_no_way_back)
        self._act("go.forward", tr("&Forward"), w.acts.go_forward, "Alt+Right", "right", w.acts.why_no_way_forward)
        for key, shortcut in PAGE_SHORTCUTS.items():
            text = {
                "home": tr("&Home"),
                "initiative": tr("&Initiative"),
                "vendors": tr("&Vendors"),
                "vetting": tr("Ve&tting"),
                "scoring": tr("&Scoring"),
                "analysis": tr("&Analysis"),
                "risks": tr("Ris&ks"),
                "contingency": tr("&Contingency"),
                "exit": tr("E&xit"),
                "performance": tr("&Performance"),
                "governance": tr("Go&vernance"),
                "reports": tr("&Reports"),
                "history": tr("Histor&y"),
                "import": tr("I&mport"),
                "settings": tr("S&ettings"),
            }[key]
            icon = {"reports": "report", "risks": "risk", "contingency": "shield"}.get(key, key)
            self._act(f"go.{key}", text, lambda key=key: w.go_to(key), shortcut, icon)
        self._act("go.next", tr("Next &gap"), w.acts.go_next_gap, "F8", "arrow", w.acts.why_no_gap)

    def _report(self) -> None:
        w = self._window
        self._act("report.preview", tr("&Preview the board paper"), lambda: w.go_to("reports"), "Ctrl+P", "report")
        self._act(
            "report.pdf",
            tr("&Export the board paper…"),
            lambda: w.acts.on_page("reports", "reports.export_pdf"),
            "",
            "export",
        )
        self._act(
            "report.workbook",
            tr("Export the &workbook…"),
            lambda: w.acts.on_page("reports", "reports.export_xlsx"),
            "",
            "sheet",
        )
        self._act(
            "report.letter", tr("Debrief &letter…"), lambda: w.acts.on_page("reports", "reports.letter"), "", "edit"
        )
        self._act("report.plan", tr("Print the pl&an…"), w.acts.print_plan, "", "shield", w.acts.why_no_plan)
        self._act(
            "report.calendar", tr("Export the &calendar…"), w.acts.export_calendar, "", "export", w.acts.why_no_warnings
        )
        self._act("report.warnings", tr("War&nings…"), w.acts.show_warnings, "F7", "risk", w.acts.why_no_warnings)
        self._act("report.name", tr("&Name this revision…"), w.files.name_revision, "", "flag", w.acts.why_read_only)

    def _help(self) -> None:
        w = self._window
        self._act("window.next", tr("&Next window"), w.desktop.show_next_window, "Ctrl+F6", "", w.acts.why_one_window)
        self._act("help.page", tr("&Help on this page"), w.acts.show_help, "F1", "help")
        self._act("help.keys", tr("&Keyboard shortcuts"), w.acts.show_keys, "Ctrl+/", "help")
        about = self._act("help.about", tr("&About Outsource Desk"), w.acts.show_about, "", "info")
        about.setMenuRole(QAction.MenuRole.AboutRole)
        acts = self._window.actions_of_window
        acts["file.quit"].setMenuRole(QAction.MenuRole.QuitRole)
        acts["go.settings"].setMenuRole(QAction.MenuRole.PreferencesRole)

    def name_menus(self) -> None:
        """Show the menus in the menu bar; `fill` puts the acts into them."""
        titles = {
            "file": tr("&File"),
            "edit": tr("&Edit"),
            "view": tr("&View"),
            "go": tr("&Go"),
            "evaluate": tr("Eva&luate"),
            "report": tr("&Report"),
            "window": tr("&Window"),
            "help": tr("&Help"),
        }
        self._menus = {name: self._bar.addMenu(title) for name, title in titles.items()}
        self._page_menu = self._menus["evaluate"]

    def fill(self) -> None:
        """Put the acts with their icons into the menus."""
        for act, icon in self._icons:
            set_icon(act, icon)
        self._icons.clear()
        acts, menus = self._window.actions_of_window, self._menus
        file = menus["file"]
        _fill(file, acts, "file.new file.open file.open_read_only")
        recent = file.addMenu(tr("Open &recent"))
        recent.aboutToShow.connect(lambda: self.fill_recent(recent))
        _fill(
            file,
            acts,
            "file.sample file.fresh_sample | file.new_initiative file.import | file.save file.copy file.copy_bare",
        )
        _fill(file, acts, "file.backup file.check file.folder | file.close file.quit")
        _fill(menus["edit"], acts, "edit.undo edit.redo | edit.find edit.search edit.palette")
        _fill(menus["view"], acts, "view.sidebar view.inspector view.full_screen | view.system view.light view.dark")
        _fill(menus["view"], acts, "| view.larger view.smaller view.normal")
        pages = " ".join(f"go.{key}" for key in PAGE_KEYS)
        _fill(menus["go"], acts, f"go.back go.forward go.next | {pages}")
        _fill(
            menus["report"],
            acts,
            "report.preview report.warnings | report.pdf report.workbook report.letter report.plan report.calendar "
            "| report.name go.history",
        )
        menus["report"].aboutToShow.connect(self.count_warnings)
        menus["window"].aboutToShow.connect(self.fill_windows)
        _fill(menus["help"], acts, "help.page help.keys | help.about")
        for menu in (*menus.values(), recent):
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(self.look_again)


def _fill(menu: QMenu, acts, names: str) -> None:
    for name in names.split():
        if name == "|":
            menu.addSeparator()
        else:
            act: QAction = acts[name]
            menu.addAction(act)
