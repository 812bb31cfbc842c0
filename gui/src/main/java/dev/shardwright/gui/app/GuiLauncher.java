package dev.shardwright.gui.app;

import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Application;

/** Starts the window; not an Application itself, so that JavaFX may stand on the class path. */
public final class GuiLauncher {
    private static final int WRONG_INPUT = 2;

    /** JavaFX warns on every start that it is not on the module path; that is as intended. */
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private GuiLauncher() {}

    public static void main(String[] args) {
        try {
            StartOptions.parse(List.of(args));
            Catalog.profiles();
            JAVAFX.setLevel(Level.SEVERE);
            Application.launch(ShardwrightApp.class, args);
        } catch (InvalidInputException e) {
            System.err.println("shardwright gui: " + e.getMessage());
            System.exit(WRONG_INPUT);
        } catch (UnsupportedOperationException e) {
            System.err.println("shardwright gui: no window can be opened here (" + e.getMessage() + ").");
            System.err.println("  Use a desktop, or `shardwright plan` in a terminal.");
            System.exit(WRONG_INPUT);
        }
    }
}
