package dev.shardwright.planner.export;

import dev.shardwright.planner.export.accelerate.AccelerateFiles;
import dev.shardwright.planner.export.bridge.BridgeFiles;
import dev.shardwright.planner.export.config.Release;
import dev.shardwright.planner.export.deepspeed.DeepSpeedFiles;
import dev.shardwright.planner.export.galvatron.GalvatronFiles;
import dev.shardwright.planner.export.llmfoundry.FoundryFiles;
import dev.shardwright.planner.export.megatron.MegatronRelease;
import dev.shardwright.planner.export.nanotron.NanotronFiles;
import dev.shardwright.planner.export.neox.NeoxFiles;
import dev.shardwright.planner.export.torchtitan.TitanFiles;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The training frameworks that plans are exported to. */
public enum Framework {
    MEGATRON(
            "Megatron-LM",
            List.of("megatron", "megatron-lm", "megatron-core"),
            MegatronRelease.labels(),
            version -> new MegatronTarget(MegatronRelease.parse(version))),
    TORCHTITAN("torchtitan", List.of("torchtitan", "titan"), TitanFiles.RELEASES, TorchtitanTarget::new),
    MEGATRON_BRIDGE(
            "Megatron-Bridge", List.of("megatron-bridge", "bridge"), BridgeFiles.RELEASES, MegatronBridgeTarget::new),
    DEEPSPEED(
            "DeepSpeed with the Hugging Face Trainer",
            List.of("deepspeed"),
            DeepSpeedFiles.RELEASES,
            DeepSpeedTarget::new),
    ACCELERATE("Hugging Face Accelerate", List.of("accelerate"), AccelerateFiles.RELEASES, AccelerateTarget::new),
    NANOTRON("nanotron", List.of("nanotron"), NanotronFiles.RELEASES, NanotronTarget::new),
    GPT_NEOX("GPT-NeoX", List.of("gpt-neox", "neox"), NeoxFiles.RELEASES, NeoxTarget::new),
    GALVATRON("Hetu-Galvatron", List.of("galvatron", "hetu-galvatron"), GalvatronFiles.RELEASES, GalvatronTarget::new),
    LLM_FOUNDRY("llm-foundry", List.of("llm-foundry", "llmfoundry"), FoundryFiles.RELEASES, FoundryTarget::new);

    private final String title;
    private final List<String> names;
    private final List<String> versions;
    private final Function<String, Target> target;

    Framework(String title, List<String> names, List<String> versions, Function<String, Target> target) {
        this.title = title;
        this.names = names;
        this.versions = versions;
        this.target = target;
    }

    /** A framework whose versions are releases of a configuration file. */
    Framework(String title, List<String> names, List<Release> releases, ReleaseTarget target) {
        this(
                title,
                names,
                releases.stream().map(Release::version).toList(),
                version -> target.of(Release.named(version, releases)));
    }

    /** What makes a target of a release. */
    private interface ReleaseTarget {
        Target of(Release release);
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** The name given to {@code --to}. */
    public String targetName() {
        return names.get(0);
    }

    /** The versions that exports were tried with, the oldest first. */
    public List<String> versions() {
        return versions;
    }

    /** Throws InvalidInputException with all versions; an empty text means the newest. */
    public Target at(String version) {
        return target.apply(version.isEmpty() ? versions.get(versions.size() - 1) : version);
    }

    /** Throws InvalidInputException with all names. */
    public static Framework named(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(framework -> framework.names.contains(wanted))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "--to " + name, "is not a known target.", "Maybe use " + allNames() + "."));
    }

    /** The framework that a target is a version of. */
    public static Framework of(Target target) {
        return named(target.name());
    }

    /** For example "megatron, deepspeed". */
    public static String allNames() {
        return Arrays.stream(values()).map(Framework::targetName).collect(Collectors.joining(", "));
    }
}
