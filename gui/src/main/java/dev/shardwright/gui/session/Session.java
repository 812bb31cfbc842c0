package dev.shardwright.gui.session;

import dev.shardwright.planner.export.Target;
import dev.shardwright.planner.request.PlanningRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What all screens speak about: the question that was asked last, its answer, the layout that is looked at, and layouts
 * that are kept for a comparison, in the order in which they were pinned.
 *
 * @param target the framework that the layouts were searched for, where one was named
 */
public record Session(
        Optional<PlanningRequest> request,
        Optional<PlanAnswer> answer,
        Optional<ChosenLayout> selected,
        List<ChosenLayout> pinned,
        Optional<Target> target) {
    /** More do not fit side by side. */
    public static final int MOST_PINS = 3;

    public static final Session EMPTY =
            new Session(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    public Session {
        pinned = List.copyOf(pinned);
        if (pinned.size() > MOST_PINS) {
            throw new IllegalArgumentException("at most " + MOST_PINS + " layouts are pinned, but " + pinned.size());
        }
    }

    /** A question was asked; the last answer stays until the next one is there. */
    public Session asking(PlanningRequest asked) {
        return new Session(Optional.of(asked), answer, selected, pinned, target);
    }

    /** An answer came: its best layout is the one to look at. */
    public Session with(PlanAnswer found) {
        return new Session(
                Optional.of(found.request()),
                Optional.of(found),
                found.rows().stream().findFirst().map(ChosenLayout::of),
                pinned,
                found.target());
    }

    public Session looking(ChosenLayout at) {
        return new Session(request, answer, Optional.of(at), pinned, target);
    }

    /** The layouts that are looked at from now on are for this framework, or for none in particular. */
    public Session searchedFor(Optional<Target> framework) {
        return new Session(request, answer, selected, pinned, framework);
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
        return new Session(
                request, answer, selected, pins.subList(Math.max(0, pins.size() - MOST_PINS), pins.size()), target);
    }
}
