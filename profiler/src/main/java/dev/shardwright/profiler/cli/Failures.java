package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.device.UnmeasurableException;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a user reads when a command cannot do its work. */
final class Failures {
    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    /** The command line itself is wrong. */
    int misused(ParameterException e) {
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        console.say(name + ": " + sentence(e.getMessage()));
        List<String> nearest =
                e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        if (!nearest.isEmpty()) {
            console.say("  Maybe use " + String.join(" or ", nearest.subList(0, Math.min(3, nearest.size()))) + ".");
        }
        console.say("  `" + name + " --help` lists what can be said.");
        return ExitStatus.BAD_INPUT;
    }

    /** The command did not end well. */
    int failed(Throwable e, CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        if (e instanceof InvalidInputException invalid) {
            invalid.problems().forEach(problem -> say(name, problem));
            return ExitStatus.BAD_INPUT;
        }
        if (e instanceof UnmeasurableException device) {
            say(name, new Problem("--device", sentence(device.getMessage()), ""));
            return ExitStatus.BAD_INPUT;
        }
        console.say(name + ": this is a defect of Shardwright: " + e + ".");
        console.say("  Please report it with the command line; SHARDWRIGHT_DEBUG=1 shows where it happened.");
        if (System.getenv("SHARDWRIGHT_DEBUG") != null) {
            e.printStackTrace(console.err());
        }
        return ExitStatus.DEFECT;
    }

    private void say(String command, Problem problem) {
        console.say(command + ": " + problem);
    }

    private static String sentence(String text) {
        String start = text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
        return start.endsWith(".") ? start : start + ".";
    }
}
