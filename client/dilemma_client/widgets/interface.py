"""The interface: a tree of widgets in the player's hands; focus, pointer, keys, what is on top."""

from __future__ import annotations

import pygame

from dilemma_client.paint import Brush, Look
from dilemma_client.widgets.base import Control, Covering, Node, Place, Stroke, Widget, stroke_of
from dilemma_client.widgets.boxes import Layers
from dilemma_client.widgets.button import ACTIVATORS
from dilemma_client.widgets.finding import group_of, innermost, scrolls_around
from dilemma_client.widgets.lookout import Lookout
from dilemma_client.widgets.memory import Memory
from dilemma_client.widgets.panel import Panel
from dilemma_client.widgets.scroll import PAGING, Scroll


class Interface:
    """Gives events to the controls of a tree; each tree takes the place of the one before."""

    def __init__(self) -> None:
        self.memory = Memory()
        self.lookout = Lookout()
        self.root: Widget | None = None
        self.window = pygame.Rect(0, 0, 0, 0)
        self._look: Look | None = None
        self._controls: dict[str, Control] = {}
        self._order: list[str] = []
        self._panel_to_come = ""
        self._pointer: Place = (-1, -1)
        self._is_writing: bool | None = None  # as the scene before has left it
        self._is_deaf = False
        self._was_used = False

    # what there is

    @property
    def controls(self) -> list[Control]:
        """Every control that the keyboard reaches, in the order in which it does."""
        return [self._controls[key] for key in self._order]

    @property
    def focused(self) -> Control | None:
        """The control that has the keyboard."""
        return self._controls.get(self.memory.focus)

    def has(self, key: str) -> bool:
        """Whether the keyboard reaches a control of this key."""
        return key in self._order

    def nodes(self) -> list[Node]:
        """Everything that says something, for tests and screen readers, in reading order."""
        if self.root is None:
            return []
        found = (widget.node(self.memory) for widget in self.root.walk())
        return [node for node in found if node is not None]

    # a new tree

    def show(self, root: Widget, look: Look, window: pygame.Rect) -> None:
        """Lay out a tree and take up the work where the last one left it."""
        before = self._order
        self.root, self._look, self.window = root, look, window
        self._arrange()
        self._order = [key for key, control in self._controls.items() if control.takes_focus]
        if self.memory.focus and self.memory.focus not in self._order:
            self.memory.focus = self._nearest(before)
        if self.memory.opened not in self._controls:
            self.memory.opened = ""
        if self._was_used:
            self._was_used = False
            self._reveal_focused()
        if self._panel_to_come:
            self._enter(self._panel_to_come)
            self._panel_to_come = ""
        self._point()
        self._place_input()

    def put_away(self) -> None:
        """Let go of the tree and all that was drawn for it; what the hands were at is kept."""
        self.root, self._look, self._controls = None, None, {}
        self.lookout.put_away()

    def _reveal_focused(self) -> None:
        """Show what was just used, and what using it may have brought up below it in its group."""
        control = self.focused
        if control is not None:
            for scroll in self._around(control):
                below = group_of(scroll, control).bottom - control.rect.bottom
                scroll.reveal(control.rect, self.memory, max(0, below))
            self._arrange()

    def _arrange(self) -> None:
        assert self.root is not None
        assert self._look is not None
        active = self._active()
        everything = list(self.root.walk())
        usable = everything if active is self.root else active.walk()
        usable = list(usable)
        self._controls = {w.key: w for w in usable if isinstance(w, Control)}
        self.lookout.show(self.root, usable, self._look, self.window)
        for widget in everything:
            if isinstance(widget, Scroll):
                widget.recall(self.memory)
        self.root.arrange(self._look, self.window)

    def _active(self) -> Widget:
        """The part of the tree that can be used: what lies on top hides the rest."""
        widget = self.root
        while isinstance(widget, Layers):
            widget = widget.inside[-1]
        assert widget is not None
        return widget

    def _nearest(self, before: list[str]) -> str:
        """Where the focus goes when what had it is gone: to what followed it and is still there."""
        if self.memory.focus not in before:
            return ""
        at = before.index(self.memory.focus)
        candidates = (*before[at + 1 :], *reversed(before[:at]))
        return next((key for key in candidates if key in self._order), "")

    # focus

    def focus(self, key: str) -> None:
        """Give a control the keyboard and bring it into sight."""
        if key not in self._order:
            return
        if self.memory.opened != key:
            self.memory.opened = ""
        self.memory.focus, self.memory.left = key, ""
        control = self._controls[key]
        around = self._around(control)
        for scroll in around:
            scroll.reveal(control.rect, self.memory)
        if around:
            self._arrange()
        self._place_input()

    def reveal(self, key: str) -> None:
        """Bring a control into sight and leave the keyboard where it is."""
        control = self._controls.get(key)
        around = [] if control is None else self._around(control)
        for scroll in around:
            assert control is not None
            scroll.reveal(control.rect, self.memory)
        if around:
            self._arrange()

    def enter(self, panel: str) -> None:
        """Give the keyboard to the first control of a panel, which may be about to be shown."""
        if not self._enter(panel):
            self._panel_to_come = panel

    def _enter(self, panel: str) -> bool:
        """Enter a panel of this tree; whether there is one."""
        for widget in self._active().walk():
            if isinstance(widget, Panel) and widget.key == panel:
                inside = (w.key for w in widget.walk() if isinstance(w, Control))
                self.focus(next((key for key in inside if key in self._order), ""))
                return True
        return False

    def step(self, by: int) -> None:
        """Give the keyboard to the next control, or the one before, round and round."""
        if not self._order:
            return
        here = self.memory.focus or self.memory.left
        if here in self._order:
            at = (self._order.index(here) + by) % len(self._order)
        else:
            at = 0 if by > 0 else len(self._order) - 1
        self.focus(self._order[at])
        self.lookout.turn_to(self.memory.focus)

    def _around(self, control: Control) -> list[Scroll]:
        """The scroll areas that a control lies in."""
        return scrolls_around(self._active(), control)

    # events

    def handle(self, event: pygame.event.Event) -> bool:
        """Give an event to whom it concerns; whether it was of use, so that something changed."""
        if self.root is None:
            return False
        match event.type:
            case pygame.MOUSEMOTION:
                return self._moved(event.pos)
            case pygame.MOUSEBUTTONDOWN if event.button == 1:
                self.lookout.turn_away()
                return self._pressed(event.pos)
            case pygame.MOUSEBUTTONUP if event.button == 1:
                return self._released(event.pos)
            case pygame.MOUSEWHEEL:
                return self._wheeled(event.precise_y)
            case pygame.KEYDOWN:
                self._is_deaf = False
                return self._struck(stroke_of(event))
            case pygame.TEXTINPUT:
                return self._written(event.text)
        return False

    def _moved(self, at: Place) -> bool:
        self._pointer = at
        held = self._controls.get(self.memory.pressed)
        if held is not None:
            held.drag(at, self.memory)
            return True
        changed = self._point()
        if self.root is not None and not self._cover():
            self.lookout.point(self._active(), self.at(at), at)
        return changed

    def _point(self) -> bool:
        """Note what the pointer is on."""
        control = None if self._cover() else self.at(self._pointer)
        key = "" if control is None else control.key
        changed, self.memory.hover = key != self.memory.hover, key
        return (control is not None and control.point(self._pointer)) or changed

    def _pressed(self, at: Place) -> bool:
        self._pointer = at
        opened = self._cover()
        if opened is not None:
            control, cover = opened
            self.memory.opened = "" if not cover.collidepoint(at) else self.memory.opened
            if cover.collidepoint(at):
                control.press_cover(at, cover, self.memory)
            return True
        found = self.at(at)
        if found is None:
            return False
        self.memory.pressed = found.key
        self.focus(found.key)
        found.press(at, self.memory)
        return True

    def _released(self, at: Place) -> bool:
        self._pointer = at
        held = self._controls.get(self.memory.pressed)
        self.memory.pressed = ""
        if held is None:
            return False
        held.release(at, self.memory)
        self._was_used = not isinstance(held, Scroll)
        return True

    def _wheeled(self, steps: float) -> bool:
        under = [s for s in self._scrolls() if s.rect.collidepoint(self._pointer) and s.overflow]
        if not under:
            return False
        self.lookout.turn_away()
        under[-1].turn_wheel(steps, self.memory)
        return True

    def _struck(self, stroke: Stroke) -> bool:
        if stroke.key == pygame.K_TAB:
            self.step(-1 if stroke.shift else 1)
            return True
        control = self.focused
        if control is not None and control.stroke(stroke, self.memory):
            self._was_used = True
            is_read_on = stroke.key not in ACTIVATORS and not control.edits_text
            self.lookout.turn_to(control.key if is_read_on else "")
            return True
        if self._paged(stroke):
            self.lookout.turn_away()
            return True
        steps = {pygame.K_DOWN: 1, pygame.K_UP: -1}
        if stroke.key in steps:
            self.step(steps[stroke.key])
        return stroke.key in steps

    def _paged(self, stroke: Stroke) -> bool:
        """Scroll what lies around the focus, or else, by a whole page, the first that can be."""
        control = self.focused
        around = [] if control is None else self._around(control)
        if any(scroll.stroke(stroke, self.memory) for scroll in reversed(around)):
            return True
        rest = self._scrolls() if stroke.key in PAGING else []
        return any(scroll.stroke(stroke, self.memory) for scroll in rest)

    def hold_tongue(self) -> None:
        """Write nothing of the key that was just pressed: it was meant for something else."""
        self._is_deaf = True

    def _written(self, text: str) -> bool:
        control = self.focused
        if control is None or not control.edits_text or self._is_deaf:
            return False
        self.lookout.turn_away()
        control.write(text, self.memory)
        return True

    # where things are

    def at(self, place: Place) -> Control | None:
        """The control at a place: the innermost, and only where it can be seen."""
        if self.root is None or not self.window.collidepoint(place):
            return None
        return innermost(self._active(), place, Control)

    def _scrolls(self) -> list[Scroll]:
        return [widget for widget in self._active().walk() if isinstance(widget, Scroll)]

    def _cover(self) -> tuple[Covering, pygame.Rect] | None:
        control = self._controls.get(self.memory.opened)
        if not isinstance(control, Covering) or self._look is None:
            return None
        return control, control.cover(self._look, self.window, self.memory)

    def _place_input(self) -> None:
        """Tell the system whether text is typed, and where, for input methods and screen keys."""
        control = self.focused
        writes = control is not None and control.edits_text
        if writes != self._is_writing:
            self._is_writing = writes
            (pygame.key.start_text_input if writes else pygame.key.stop_text_input)()
        if control is not None and writes:
            pygame.key.set_text_input_rect(control.rect)

    # drawing

    def draw(self, brush: Brush) -> None:
        """Draw the tree, then what lies over it."""
        if self.root is None:
            return
        self.root.draw(brush, self.memory)
        opened = self._cover()
        if opened is not None:
            opened[0].draw_cover(brush, opened[1], self.memory)
            return
        if not self.memory.pressed:
            self.lookout.draw(brush)

    def tip_due(self, now: float) -> float | None:
        """Seconds until a tip is to be drawn; None where there is none to wait for."""
        waits = not self.memory.pressed and not self._cover()
        return self.lookout.due(now) if waits else None
