"""The parts of the Contingency page: what each is called, and how it is made."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from outsource_desk.ui.language import tr

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Page

# key → module and class
_MADE = {
    "scenarios": ("scenarios_tab", "ScenariosTab"),
    "fallbacks": ("fallbacks_tab", "FallbacksTab"),
    "recovery": ("recovery_tab", "RecoveryTab"),
    "people": ("people_tab", "PeopleTab"),
    "exercises": ("exercises_tab", "ExercisesTab"),
    "activation": ("activation_tab", "ActivationTab"),
}
# table of a row → the part that shows it
PARTS = {
    "scenario": "scenarios",
    "scenario_trigger": "scenarios",
    "response_step": "scenarios",
    "fallback": "fallbacks",
    "recovery_objective": "recovery",
    "role_holder": "people",
    "contingency_plan": "people",
    "exercise": "exercises",
    "exercise_action": "exercises",
    "activation": "activation",
}
# part of the readiness → the part of the page on which it is earned
EARNED = {
    "scenarios": "scenarios",
    "triggers": "scenarios",
    "steps": "scenarios",
    "fallback": "fallbacks",
    "recovery": "recovery",
    "exercise": "exercises",
    "authority": "people",
}


def titles() -> dict[str, str]:
    """Return key → what the part is called, in order."""
    return {
        "scenarios": tr("Scenarios"),
        "fallbacks": tr("Fallbacks"),
        "recovery": tr("Recovery"),
        "people": tr("People"),
        "exercises": tr("Exercises"),
        "activation": tr("Activation"),
    }


def make_tab(key: str, page: Page) -> Any:
    """Return a part of the page, made only when it is first looked at."""
    module, name = _MADE[key]
    return getattr(import_module(f"outsource_desk.ui.contingency.{module}"), name)(page)
