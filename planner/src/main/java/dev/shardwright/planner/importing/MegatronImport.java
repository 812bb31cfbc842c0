package dev.shardwright.planner.importing;

import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.fact.Arguments;
import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.megatron.MegatronReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Arguments of a program with Megatron-LM's parser. */
final class MegatronImport {
    private static final Pattern RELEASE = Pattern.compile("core_(?:v|r)?0\\.[0-9]+(?:\\.[0-9]+)?");
    private static final Map<String, String> FIRST_RELEASES = firstReleases();

    private MegatronImport() {}

    static FrameworkGuess read(List<Argument> given, Facts facts, String text) {
        Arguments arguments = new Arguments(given, facts);
        boolean deepSpeed = arguments.on("--deepspeed");
        arguments.get("--deepspeed-config");
        MegatronReader.read(arguments, facts);
        String reason = deepSpeed ? "--deepspeed beside Megatron's arguments" : "Megatron's arguments";
        Framework framework = deepSpeed ? Framework.MEGATRON_DEEPSPEED : Framework.MEGATRON;
        return new FrameworkGuess(framework, deepSpeed ? "" : version(given, text), reason);
    }

    /** What a text says of itself, or the first release that knows its newest argument. */
    private static String version(List<Argument> given, String text) {
        Matcher named = RELEASE.matcher(text);
        if (named.find()) {
            return named.group();
        }
        String oldest = "";
        for (Map.Entry<String, String> first : FIRST_RELEASES.entrySet()) {
            if (given.stream().anyMatch(argument -> argument.name().equals(first.getKey()))) {
                oldest = first.getValue() + " or newer";
            }
        }
        return oldest;
    }

    /** Oldest first. */
    private static Map<String, String> firstReleases() {
        Map<String, String> first = new LinkedHashMap<>();
        first.put("--num-virtual-stages-per-pipeline-rank", "core_v0.11");
        first.put("--recompute-modules", "core_v0.12");
        first.put("--fp8-recipe", "core_v0.12");
        first.put("--pipeline-model-parallel-layout", "core_v0.13");
        first.put("--use-megatron-fsdp", "core_v0.14");
        first.put("--overlap-moe-expert-parallel-comm", "core_v0.14");
        first.put("--cuda-graph-impl", "core_v0.15");
        first.put("--fp4-format", "core_v0.15");
        first.put("--fine-grained-activation-offloading", "core_v0.16");
        first.put("--step-batch-size-schedule", "core_v0.18");
        return first;
    }
}
