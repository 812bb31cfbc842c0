package dev.shardwright.gui.screen;

import dev.shardwright.gui.session.Session;
import java.util.function.Predicate;

/**
 * What a screen says as long as it has nothing to show.
 *
 * @param when whether the session has nothing for the screen
 * @param remedy the name of the screen where it comes from
 */
public record EmptyState(Predicate<Session> when, String headline, String advice, String remedy) {
    /** Of a screen that always has something to show. */
    public static final EmptyState NEVER = new EmptyState(session -> false, "", "", "");

    /** Of a screen about the selected layout. */
    public static EmptyState withoutLayout(String headline) {
        return new EmptyState(
                session -> session.selected().isEmpty(),
                headline,
                "Plan a job first: the best layout is then shown here, or the one that you select.",
                "Plan");
    }
}
