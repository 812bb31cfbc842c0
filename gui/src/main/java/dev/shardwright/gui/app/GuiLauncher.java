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
    private static final int FAULT = 1;

    /** JavaFX warns on every start that it is not on the module path; that is as intended. */
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private GuiLauncher() {}

    public static void main(String[] args) {
        if (StartOptions.askForHelp(List.of(args))) {
            System.out.print(StartOptions.HELP);
            return;
        }
        try {
            StartOptions.parse(List.of(args));
            Catalog.profiles();
            ReadAhead.begin();
            JAVAFX.setLevel(Level.SEVERE);
            Application.launch(ShardwrightApp.class, args);
        } catch (InvalidInputException e) {
            refuse(e);
        } catch (RuntimeException e) {
            if (root(e) instanceof InvalidInputException input) {
                refuse(input);
            }
            System.err.println("shardwright gui: the window does not start: " + root(e));
            System.err.println(
                    "  It needs a display, GTK 3, Pango and one font; on Debian: apt-get install libgtk-3-0 libgl1"
                            + " libpangoft2-1.0-0 fontconfig fonts-dejavu-core");
            System.err.println("  `shardwright plan` answers the same in a terminal.");
            System.exit(FAULT);
        }
    }

    private static void refuse(InvalidInputException e) {
        System.err.println("shardwright gui: " + e.getMessage());
        System.exit(WRONG_INPUT);
    }

    private static Throwable root(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
