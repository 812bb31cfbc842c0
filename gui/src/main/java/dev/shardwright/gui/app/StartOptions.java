package dev.shardwright.gui.app;

import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the window is started with.
 *
 * @param theme in place of the last one
 * @param screenshot plans, saves a picture of the window here and ends the program
 * @param untilShown whether the program says that the window is there and ends, so that its start can be timed
 */
record StartOptions(Optional<Theme> theme, Optional<Path> screenshot, boolean untilShown) {
    /** What is printed once the window is there. */
    static final String SHOWN = "the window is shown";

    static final String HELP = """
            Usage: shardwright gui [--light | --dark] [--screenshot FILE]
            Opens the window.
              --light, --dark      Its colours; those of the last time if none is given.
              --screenshot FILE    Plan the first job, save a picture of the window (.png) and end.
              -h, --help           Show this.
            """;

    private static final StartOptions NONE = new StartOptions(Optional.empty(), Optional.empty(), false);

    static boolean askForHelp(List<String> arguments) {
        return arguments.contains("--help") || arguments.contains("-h");
    }

    /** Throws InvalidInputException for an option that is not known. */
    static StartOptions parse(List<String> arguments) {
        StartOptions options = NONE;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            if (argument.equals("--dark")) {
                options = options.in(Theme.DARK);
            } else if (argument.equals("--light")) {
                options = options.in(Theme.LIGHT);
            } else if (argument.equals("--screenshot") && rest.hasNext()) {
                options = new StartOptions(options.theme, Optional.of(Path.of(rest.next())), options.untilShown);
            } else if (argument.equals("--until-shown")) {
                options = new StartOptions(options.theme, options.screenshot, true);
            } else {
                throw new InvalidInputException(
                        argument, "is not an option of the window.", "Maybe use --dark; --help lists them.");
            }
        }
        return options;
    }

    private StartOptions in(Theme wanted) {
        return new StartOptions(Optional.of(wanted), screenshot, untilShown);
    }
}
