package dev.shardwright.gui.app;

import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What the window is started with: a theme in place of the last one; {@code screenshot} plans, saves a picture of the window and ends the program. */
record StartOptions(Optional<Theme> theme, Optional<Path> screenshot) {
    /** Throws InvalidInputException for an option that is not known. */
    static StartOptions parse(List<String> arguments) {
        StartOptions options = new StartOptions(Optional.empty(), Optional.empty());
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            if (argument.equals("--dark")) {
                options = new StartOptions(Optional.of(Theme.DARK), options.screenshot);
            } else if (argument.equals("--light")) {
                options = new StartOptions(Optional.of(Theme.LIGHT), options.screenshot);
            } else if (argument.equals("--screenshot") && rest.hasNext()) {
                options = new StartOptions(options.theme, Optional.of(Path.of(rest.next())));
            } else {
                throw new InvalidInputException(argument, "is not an option of the window.", "Maybe use --dark.");
            }
        }
        return options;
    }
}
