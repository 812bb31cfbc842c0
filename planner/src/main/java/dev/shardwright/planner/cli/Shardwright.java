package dev.shardwright.planner.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command line: plan, simulate, export, validate, and what is shipped. */
public final class Shardwright {
    private static final Map<String, Function<Console, Object>> COMMANDS = commands();

    private Shardwright() {}

    public static void main(String[] args) {
        Interruption interruption = Interruption.ofProcess();
        Console console = Console.ofProcess(interruption);
        int status = run(args, console);
        console.out().flush();
        console.err().flush();
        interruption.exit(status);
    }

    /** Runs one command line in this process, as on no terminal, and returns its exit status. */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(args, new Console(out, err, Console.Terminal.NONE, new Interruption()));
    }

    static int run(String[] args, Console console) {
        Failures failures = new Failures(console, args);
        CommandLine line = new CommandLine(root());
        addCommands(line, args, console);
        HelpSections.addTo(line);
        line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        line.setColorScheme(
                CommandLine.Help.defaultColorScheme(console.terminal().styled() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpWidth(console.terminal().prose());
        line.setParameterExceptionHandler((e, arguments) -> failures.misused(e));
        line.setExecutionExceptionHandler((e, command, result) -> failures.failed(e, command));
        line.setExecutionStrategy(result -> {
            if (!result.hasSubcommand() && !result.isUsageHelpRequested() && !result.isVersionHelpRequested()) {
                throw new ParameterException(line, "A command is needed, such as plan");
            }
            return new CommandLine.RunLast().execute(result);
        });
        try {
            return line.execute(args);
        } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
            return failures.failed(e, line);
        }
    }

    private static Map<String, Function<Console, Object>> commands() {
        Map<String, Function<Console, Object>> commands = new LinkedHashMap<>();
        commands.put("plan", PlanCommand::new);
        commands.put("sweep", SweepCommand::new);
        commands.put("simulate", SimulateCommand::new);
        commands.put("schedules", SchedulesCommand::new);
        commands.put("export", ExportCommand::new);
        commands.put("import", ImportCommand::new);
        commands.put("diagnose", DiagnoseCommand::new);
        commands.put("check", CheckCommand::new);
        commands.put("diff", DiffCommand::new);
        commands.put("validate", ValidateCommand::new);
        commands.put("calibrate", CalibrateCommand::new);
        commands.put("runs", RunsCommand::line);
        commands.put("model", ModelCommand::new);
        commands.put("hardware", HardwareCommand::new);
        commands.put("stack", StackCommand::new);
        return commands;
    }

    /** Only the command that is called is looked at, which makes starts faster. */
    private static void addCommands(CommandLine line, String[] args, Console console) {
        Function<Console, Object> called = args.length == 0 ? null : COMMANDS.get(args[0]);
        if (called == null) {
            COMMANDS.forEach((name, command) -> line.addSubcommand(name, command.apply(console)));
        } else {
            line.addSubcommand(args[0], called.apply(console));
        }
    }

    private static CommandSpec root() {
        CommandSpec root = CommandSpec.create().name("shardwright").versionProvider(Shardwright::version);
        root.addOption(flag("Show this help.", "-h", "--help").usageHelp(true).build());
        root.addOption(flag("Show the version.", "-V", "--version")
                .versionHelp(true)
                .scopeType(ScopeType.LOCAL)
                .build());
        root.addOption(flag("Show where a defect happened.", Failures.DEBUG).build());
        root.usageMessage()
                .header("Finds the parallel layout that trains a language model fastest on a cluster.", "")
                .synopsisSubcommandLabel("COMMAND")
                .footer(
                        "",
                        "`shardwright COMMAND --help` explains a command. A first try:",
                        "  shardwright plan --model llama-3-70b --cluster dgx-h100 --gpus 64 \\",
                        "      --sequence-length 8192 --global-batch 512",
                        "",
                        ExitStatus.EXPLAINED);
        return root;
    }

    private static OptionSpec.Builder flag(String description, String... names) {
        return OptionSpec.builder(names)
                .type(boolean.class)
                .arity("0")
                .description(description)
                .scopeType(ScopeType.INHERIT);
    }

    /** The version that the jar states. */
    private static String[] version() {
        String version = Shardwright.class.getPackage().getImplementationVersion();
        return new String[] {"shardwright " + (version == null ? "(not packaged)" : version)};
    }
}
