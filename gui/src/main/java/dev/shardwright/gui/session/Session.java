package dev.shardwright.gui.session;

import dev.shardwright.planner.request.PlanningRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What all screens speak about: the question that was asked last, its answer, the layout that is looked at, and layouts
 * that are kept for a comparison, in the order in which they were pinned.
 */
public record Session(
        Optional<PlanningRequest> request,
        Optional<PlanAnswer> answer,
        Optional<ChosenLayout> selected,
        List<ChosenLayout> pinned) {
    /** More do not fit side by side. */
    public static final int MOST_PINS = 3;

    public static final Session EMPTY = new Session(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    public Session {
        pinned = List.copyOf(pinned);
        if (pinned.size() > MOST_PINS) {
            throw new IllegalArgumentException("at most " + MOST_PINS + " layouts are pinned, but " + pinned.size());
        }
    }

    /** A question was asked; the last answer stays until the next one is there. */
    public Session asking(PlanningRequest asked) {
        return new Session(Optional.of(asked), answer, selected, pinned);
    }

    /** An answer came: its best layout is the one to look at. */
    public Session with(PlanAnswer found) {
        return new Session(
                Optional.of(found.request()),
                Optional.of(found),
                found.rows().stream().findFirst().map(ChosenLayout::of),
                pinned);
    }

    public Session looking(ChosenLayout at) {
        return new Session(request, answer, Optional.of(at), pinned);
    }

    public boolean isPinned(ChosenLayout layout) {
        return pinned.stream().anyMatch(pin -> pin.job().equals(layout.job()));
    }

    /** Pins a layout, or takes its pin away; the oldest pin makes room. */
    public Session pinning(ChosenLayout layout) {
        List<ChosenLayout> pins = new ArrayList<>(pinned);
        if (!pins.removeIf(pin -> pin.job().equals(layout.job()))) {
            pins.add(layout);
        }
        return new Session(request, answer, selected, pins.subList(Math.max(0, pins.size() - MOST_PINS), pins.size()));
    }
}
