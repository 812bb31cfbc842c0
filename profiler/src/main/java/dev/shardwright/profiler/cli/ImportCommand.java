package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.curvefile.CurveFile;
import dev.shardwright.profiler.imports.CurveSet;
import dev.shardwright.profiler.imports.FileKind;
import dev.shardwright.profiler.imports.Imported;
import dev.shardwright.profiler.imports.TimingImport;
import dev.shardwright.profiler.timing.TimedKernels;
import dev.shardwright.simulator.calibration.fabric.CollectiveNames;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.catalog.KernelProfile;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.timing.TimedKernel;
import dev.shardwright.simulator.unit.BytesPerSecond;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a kernel profile of what other tools measured. */
@Command(
        name = "import",
        header = "Make a kernel profile of nccl-tests output, PyTorch traces or tables of kernel timings.",
        sortOptions = false,
        description = {
            "",
            "The kind of each file is told by what it holds. Of a trace, the time of a step is printed by kind of kernel.",
            "docs/profile-import.md says what is mapped and what is left out."
        },
        footer = {
            "",
            "Examples:",
            "  shardwright profile import rank0.pt.trace.json.gz",
            "  shardwright profile import rank0.pt.trace.json.gz all_reduce.txt all_gather.txt -o h100.json",
            "  shardwright profile import timings.csv --device a100-sxm-80gb -o a100.json",
            "",
            ExitStatus.EXPLAINED
        })
final class ImportCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files to read; .gz too.")
    private List<Path> files;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The kernel profile to write; without it only the tables are printed.")
    private @Nullable Path output;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "The accelerator that was measured, where the files do not name it.")
    private @Nullable String device;

    @Option(
            names = "--collective",
            paramLabel = "NAME",
            description = "What nccl-tests output measured that does not name its program, such as all-reduce.")
    private @Nullable String collective;

    @Option(
            names = "--source",
            paramLabel = "TEXT",
            description = "Where the measurements come from, kept in the profile; default the names of the files.")
    private @Nullable String stated;

    ImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Optional<Collective> measured = Optional.ofNullable(collective).map(ImportCommand::collective);
        if (output == null) {
            read(measured);
            return ExitStatus.DONE;
        }
        try (OutputFile file = OutputFile.prepare(output)) {
            Found found = read(measured);
            file.write(text(found));
            console.say("wrote " + output);
        }
        return ExitStatus.DONE;
    }

    /** Reads all files and prints their tables. */
    private Found read(Optional<Collective> stated) {
        Map<Path, Imported> read = new LinkedHashMap<>();
        for (Path path : files) {
            read.put(path, TimingImport.read(path, stated));
        }
        Optional<Accelerator> accelerator = new MeasuredDevice(Catalog.shipped().hardware()).of(device, read);
        read.forEach(this::remarks);
        console.print(new ImportText(read, accelerator).lines());
        return new Found(read, accelerator);
    }

    private record Found(Map<Path, Imported> files, Optional<Accelerator> accelerator) {}

    private static Collective collective(String word) {
        try {
            return CollectiveNames.parse(word);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("--collective", e.getMessage() + ".", "");
        }
    }

    private void remarks(Path path, Imported imported) {
        imported.remarks().forEach(remark -> console.say(path + ": " + remark));
        if (!imported.network().acrossNodes().isEmpty()) {
            console.say(path + ": " + imported.network().acrossNodes().size()
                    + " times of several nodes say nothing of one device;");
            console.say("  `shardwright runs import " + path
                    + " --as fabric --cluster NAME -o FILE` makes a cluster of them.");
        }
    }

    private String text(Found found) {
        Accelerator accelerator = found.accelerator.orElseThrow(() -> MeasuredDevice.unnamed(found.files));
        List<Imported> all = List.copyOf(found.files.values());
        List<TimedKernel> kernels =
                all.stream().flatMap(one -> one.kernels().stream()).toList();
        if (kernels.isEmpty()) {
            throw new InvalidInputException(
                    files.get(0).toString(),
                    "and the other files hold no timing of a kernel whose shape is known.",
                    "Trace with record_shapes=True.");
        }
        CurveSet set = CurveSet.of(TimedKernels.merged(kernels), accelerator);
        set.remarks().forEach(console::say);
        KernelProfile profile =
                new KernelProfile(accelerator.name(), load(all), source(), link(accelerator, set), set.curves());
        List<TimedKernel> kept = all.stream()
                .filter(one -> one.kind() != FileKind.TIMINGS)
                .flatMap(one -> one.kernels().stream())
                .toList();
        console.say(set.curves().size() + " curves fitted to " + kernels.size() + " kernels and shapes");
        return CurveFile.write(profile, TimedKernels.merged(kept));
    }

    /** A training step keeps a device under load; tables of single kernels are taken on a cool one. */
    private static KernelProfile.Load load(List<Imported> all) {
        boolean cool = all.stream().anyMatch(one -> one.kind() == FileKind.TIMINGS);
        return cool ? KernelProfile.Load.BURST : KernelProfile.Load.SUSTAINED;
    }

    private String source() {
        return Optional.ofNullable(stated).orElseGet(this::names) + ", imported on " + LocalDate.now(ZoneOffset.UTC);
    }

    private String names() {
        return files.stream().map(file -> file.getFileName().toString()).collect(Collectors.joining(", "));
    }

    /** The rate of the device's links inside the node in which it usually stands. */
    private static Optional<BytesPerSecond> link(Accelerator accelerator, CurveSet set) {
        boolean sends = set.curves().stream().anyMatch(KernelCurve.Exchange.class::isInstance);
        return sends
                ? Optional.of(Catalog.shipped()
                        .hardware()
                        .usualCluster(accelerator.name(), 2)
                        .tiers()
                        .get(0)
                        .perDevice())
                : Optional.empty();
    }
}
