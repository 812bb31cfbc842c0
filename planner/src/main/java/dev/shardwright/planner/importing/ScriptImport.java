package dev.shardwright.planner.importing;

import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.shell.ShellReader;
import dev.shardwright.planner.importing.shell.ShellReader.Script;
import dev.shardwright.planner.importing.source.SourceFile;
import dev.shardwright.planner.importing.source.Sources;
import java.util.List;
import java.util.Optional;

/** What a launch script starts, and on how many GPUs. */
final class ScriptImport {
    private final Sources sources;
    private final ImportContext context;
    private final Facts facts;

    ScriptImport(Sources sources, ImportContext context, Facts facts) {
        this.sources = sources;
        this.context = context;
        this.facts = facts;
    }

    /** Empty where the script starts no training. */
    Optional<FrameworkGuess> read(SourceFile file) {
        Script script = ShellReader.read(file, sources, context.variables());
        Optional<Launch> launch = Launch.of(script.invocations());
        launch.ifPresent(started -> {
            WorldSize.state(script, started, sources, context.cluster().node().devices(), facts);
            script.remarks()
                    .forEach(
                            remark -> facts.remark(sources.place(remark.where()).where(), "", remark.note()));
        });
        return launch.map(started -> program(started, file));
    }

    private FrameworkGuess program(Launch launch, SourceFile file) {
        CommandLineArguments line = CommandLineArguments.of(launch.arguments(), sources);
        List<Argument> arguments = line.arguments();
        facts.flags(line.spans());
        return MegatronImport.read(arguments, facts, file.text());
    }
}
