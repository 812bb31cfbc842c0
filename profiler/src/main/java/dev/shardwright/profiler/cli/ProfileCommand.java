package dev.shardwright.profiler.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command line of the profiler: measure a device, import what others measured, look at it. */
public final class ProfileCommand {
    private static final int HELP_WIDTH = 100;

    private ProfileCommand() {}

    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        Interruption interruption = Interruption.ofProcess();
        Console console = Console.ofProcess(interruption);
        int status = run(args, console, DeviceSource::ofMachine);
        console.out().flush();
        console.err().flush();
        interruption.exit(status);
    }

    /** Runs one command line in this process, as on no terminal, on the devices of a source; returns its exit status. */
    static int run(String[] args, PrintStream out, PrintStream err, DeviceSource devices) {
        return run(args, new Console(out, err, Console.Screen.FILE, new Interruption()), devices);
    }

    private static int run(String[] args, Console console, DeviceSource devices) {
        Failures failures = new Failures(console);
        CommandLine line = new CommandLine(root());
        line.addSubcommand("run", new RunCommand(console, devices));
        line.addSubcommand("import", new ImportCommand(console));
        line.addSubcommand("check", new CheckCommand(console, devices));
        line.addSubcommand("predict", new PredictCommand(console));
        line.addSubcommand("show", new ShowCommand(console));
        line.addSubcommand("compare", new CompareCommand(console));
        line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        line.setUsageHelpWidth(HELP_WIDTH);
        line.setParameterExceptionHandler((e, arguments) -> failures.misused(e));
        line.setExecutionExceptionHandler((e, command, result) -> failures.failed(e, command));
        line.setExecutionStrategy(result -> {
            if (!result.hasSubcommand() && !result.isUsageHelpRequested()) {
                throw new ParameterException(line, "A command is needed: run, check, import, predict, show or compare");
            }
            return new CommandLine.RunLast().execute(result);
        });
        try {
            return line.execute(args);
        } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
            return failures.failed(e, line);
        }
    }

    private static CommandSpec root() {
        CommandSpec root = CommandSpec.create().name("shardwright profile");
        root.addOption(OptionSpec.builder("-h", "--help")
                .type(boolean.class)
                .arity("0")
                .description("Show this help.")
                .scopeType(ScopeType.INHERIT)
                .usageHelp(true)
                .build());
        root.usageMessage()
                .header("Measures how fast the device in front of it runs the operators of a model.", "")
                .synopsisSubcommandLabel("COMMAND")
                .footer(
                        "",
                        "A first try:",
                        "  shardwright profile run --grid small --budget 60s -o device.json",
                        "  shardwright profile show device.json --plot device.svg",
                        "",
                        ExitStatus.EXPLAINED);
        return root;
    }
}
