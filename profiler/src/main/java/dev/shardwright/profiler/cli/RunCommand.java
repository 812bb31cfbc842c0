package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.Profiler;
import dev.shardwright.profiler.bench.ProfileRequest;
import dev.shardwright.profiler.bench.ProfileRequest.Effort;
import dev.shardwright.profiler.bench.ProfileRun;
import dev.shardwright.profiler.bench.Resumption;
import dev.shardwright.profiler.device.Backend;
import dev.shardwright.profiler.device.Caches;
import dev.shardwright.profiler.device.DeviceDescription;
import dev.shardwright.profiler.device.GpuState;
import dev.shardwright.profiler.fit.Roof;
import dev.shardwright.profiler.imports.CurveSet;
import dev.shardwright.profiler.machine.MeasuredMachine;
import dev.shardwright.profiler.profilefile.Conditions;
import dev.shardwright.profiler.profilefile.Journal;
import dev.shardwright.profiler.profilefile.Profile;
import dev.shardwright.profiler.profilefile.ProfileFile;
import dev.shardwright.profiler.shape.ShapeList;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.KernelProfile;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a device and writes a profile file. */
@Command(
        name = "run",
        header = "Measure a device and write a profile file.",
        sortOptions = false,
        description = {
            "",
            "Ctrl-C ends early with what was measured until then.",
            "A process that dies leaves FILE.journal; the same command goes on from there."
        },
        footer = {
            "",
            "Examples:",
            "  shardwright profile run --grid small --budget 60s -o device.json",
            "  shardwright profile run --for job.json --budget 5m -o device.json",
            "  shardwright plan ... --jobs plans/     then     shardwright profile run --for plans/01.json --for plans/02.json ...",
            "  shardwright profile run --for-model llama-3-8b --tp 8 --sequence-length 2048 -o device.json",
            "",
            ExitStatus.EXPLAINED
        })
final class RunCommand implements Callable<Integer> {
    private static final String BUDGET = "60s";

    /** Load for each processor above which what else runs disturbs a measurement. */
    private static final double MOST_LOAD = 0.5;

    private static final ProfileRun NOTHING_LEFT = new ProfileRun(List.of(), List.of(), ProfileRun.Ending.COMPLETE);

    private final Console console;
    private final DeviceSource devices;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private ShapeChoice choice;

    @Mixin
    private final ShardOptions shard = new ShardOptions();

    @Mixin
    private final EffortOptions effort = new EffortOptions();

    @Mixin
    private final DeviceOptions device = new DeviceOptions();

    @Mixin
    private final FormatOption operands = new FormatOption();

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "sustained",
            description =
                    "sustained: a GPU is kept busy for 20 s before the budget begins and never rests, as in a long run; "
                            + "burst: the device rests between batches, so that clocks stay high. Default sustained.")
    private String mode;

    @Option(
            names = "--cache",
            paramLabel = "STATE",
            defaultValue = "warm",
            description =
                    "warm: every step has the same operands, and small ones stay in a cache; cold: steps take turns "
                            + "with operands that no cache holds together, so that each reads memory. Default warm.")
    private String cache;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The profile file to write.")
    private Path output;

    RunCommand(Console console, DeviceSource devices) {
        this.console = console;
        this.devices = devices;
    }

    @Override
    public Integer call() {
        Effort wanted = effort.effort(BUDGET, load(), caches());
        ShapeChoice.Shapes shapes = choice.shapes(shard);
        device.check();
        operands.check();
        try (OutputFile file = OutputFile.prepare(output);
                Backend backend = devices.open(device.wish())) {
            NumberFormat format = operands.format(backend.device());
            Profile profile = measure(backend, shapes.in(format), wanted);
            file.write(ProfileFile.write(profile));
            Journal.beside(output).remove();
            summary(profile);
        }
        return ExitStatus.DONE;
    }

    private KernelProfile.Load load() {
        return Arrays.stream(KernelProfile.Load.values())
                .filter(load -> load.name().toLowerCase(Locale.ROOT).equals(mode))
                .findFirst()
                .orElseThrow(
                        () -> new InvalidInputException("--mode = " + mode, "is no mode.", "Use sustained or burst."));
    }

    private Caches caches() {
        return Arrays.stream(Caches.values())
                .filter(caches -> caches.name().toLowerCase(Locale.ROOT).equals(cache))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "--cache = " + cache, "is no state of a cache.", "Use warm or cold."));
    }

    private Profile measure(Backend backend, ShapeList shapes, Effort wanted) {
        shapes.remarks().forEach(remark -> console.say("note: " + remark));
        ProfileRequest request = new ProfileRequest(shapes.kernels(), wanted);
        DeviceDescription measured = backend.device();
        console.say("measuring " + request.kernels().size() + " kernels on " + measured.name() + ", at most "
                + wanted.budget() + " ...");
        Journal journal = Journal.beside(output);
        Resumption earlier = journal.open(measured, wanted);
        if (!earlier.samples().isEmpty()) {
            console.say("note: goes on where an unfinished run ended, with "
                    + earlier.samples().size() + " kernels of " + journal.file());
        }
        Progress progress = new Progress(console, journal);
        double loadBefore = systemLoad();
        Optional<GpuState> before = backend.state();
        warnIfBusy(loadBefore);
        console.interruption().measurementBegins();
        ProfileRun run = earlier.with(
                request,
                earlier.rest(request)
                        .map(rest -> Profiler.profile(backend, rest, progress))
                        .orElse(NOTHING_LEFT));
        Optional<GpuState> after = backend.state();
        progress.end();
        if (run.samples().isEmpty()) {
            journal.remove();
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Conditions conditions = new Conditions(
                now,
                choice.purpose(shard),
                wanted,
                new Conditions.Load(loadBefore, systemLoad()),
                before.flatMap(first -> after.map(last -> new Conditions.Gpu(first, last))));
        return profile(measured, conditions, checked(run));
    }

    private Profile profile(DeviceDescription measured, Conditions conditions, ProfileRun run) {
        MeasuredMachine machine =
                new MeasuredMachine(measured, Catalog.shipped().hardware().findAccelerator(measured.name()));
        Optional<Roof> roof = machine.roof(run.samples());
        Optional<CurveSet> curves = roof.map(rates -> machine.curves(run.samples(), rates));
        curves.ifPresent(set -> set.remarks().forEach(remark -> console.say("note: " + remark)));
        return new Profile(
                measured, conditions, run, roof, curves.map(CurveSet::curves).orElse(List.of()));
    }

    private static ProfileRun checked(ProfileRun run) {
        if (run.samples().isEmpty()) {
            String reason = run.missing().isEmpty() ? "" : run.missing().get(0).reason();
            throw new InvalidInputException(
                    run.ending() == ProfileRun.Ending.COMPLETE ? "--device" : "--budget",
                    "allowed not a single measurement: " + reason + ".",
                    "");
        }
        return run;
    }

    private void warnIfBusy(double load) {
        int processors = Runtime.getRuntime().availableProcessors();
        if (load > MOST_LOAD * processors) {
            console.say(String.format(
                    Locale.ROOT,
                    "note: other programs keep the machine busy (load %.1f on %d processors); times will be too long",
                    load,
                    processors));
        }
    }

    private static double systemLoad() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private void summary(Profile profile) {
        ProfileRun run = profile.run();
        MissingText.lines(run.missing()).forEach(console::say);
        String ending = switch (run.ending()) {
            case COMPLETE -> "";
            case BUDGET_SPENT -> " (the budget was spent before all repeats)";
            case CANCELLED -> " (stopped early)";
        };
        console.say(String.format(
                Locale.ROOT, "wrote %s: %d kernels%s", output, run.samples().size(), ending));
    }
}
