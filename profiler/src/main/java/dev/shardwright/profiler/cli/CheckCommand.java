package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.Profiler;
import dev.shardwright.profiler.bench.ProfileRequest;
import dev.shardwright.profiler.bench.ProfileRun;
import dev.shardwright.profiler.bench.RunObserver;
import dev.shardwright.profiler.check.Check;
import dev.shardwright.profiler.check.CheckRun;
import dev.shardwright.profiler.device.Backend;
import dev.shardwright.profiler.device.Caches;
import dev.shardwright.profiler.device.DeviceDescription;
import dev.shardwright.profiler.fit.Roof;
import dev.shardwright.profiler.imports.CurveSet;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.machine.MeasuredMachine;
import dev.shardwright.profiler.training.SmallGpt;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.KernelProfile;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.unit.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains small transformers on the device and holds the simulator's predictions against them. */
@Command(
        name = "check",
        header =
                "Train small transformers on this device and compare with what the simulator predicts from its profile.",
        sortOptions = false,
        description = {
            "",
            "First the kernels that the models run are measured, within the budget. From their curves alone the simulator "
                    + "predicts a step of each model (forward, backward, AdamW, in fp32); then the models are trained, in "
                    + "rounds that take turns.",
            "A quiet machine is needed: other programs lengthen both, at different moments."
        },
        footer = {
            "",
            "Examples:",
            "  shardwright profile check",
            "  shardwright profile check --models 4 --budget 60s --max-error 15",
            "",
            "Exit status: 0 done, 1 a defect of this program, 2 input or a device that cannot be used,",
            "3 the mean error is above --max-error."
        })
final class CheckCommand implements Callable<Integer> {
    private static final String BUDGET = "5m";
    private static final String STACK = "djl-pytorch";

    private final Console console;
    private final DeviceSource devices;

    @Option(
            names = "--models",
            paramLabel = "N",
            description = "How many models, the quick ones first; default all 14.")
    private @Nullable Integer models;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often each model is trained; default 5.")
    private int rounds;

    @Option(
            names = "--max-error",
            paramLabel = "PERCENT",
            description = "Exit with 3 when the mean error of step times is above this.")
    private @Nullable Double maxError;

    @Option(names = "--json", description = "Print JSON for programs.")
    private boolean json;

    @Mixin
    private final EffortOptions effort = new EffortOptions();

    @Mixin
    private final DeviceOptions device = new DeviceOptions();

    CheckCommand(Console console, DeviceSource devices) {
        this.console = console;
        this.devices = devices;
    }

    @Override
    public Integer call() {
        ProfileRequest.Effort wanted = effort.effort(BUDGET, KernelProfile.Load.SUSTAINED, Caches.WARM);
        CheckRun run = run();
        device.check();
        try (Backend backend = devices.open(device.wish())) {
            Check check = check(run, backend, wanted);
            console.print(json ? CheckText.json(check) : new CheckText(check).lines());
            return maxError != null && 100 * check.meanError() > maxError ? ExitStatus.ABOVE_LIMIT : ExitStatus.DONE;
        }
    }

    private CheckRun run() {
        int count = models == null ? CheckRun.most() : models;
        if (count < 1 || count > CheckRun.most()) {
            throw new InvalidInputException(
                    "--models = " + count, "must lie between 1 and " + CheckRun.most() + ".", "");
        }
        if (rounds < 1) {
            throw new InvalidInputException("--rounds = " + rounds, "must be at least 1.", "");
        }
        return new CheckRun(count, Catalog.shipped().stacks().stack(STACK), rounds);
    }

    private Check check(CheckRun run, Backend backend, ProfileRequest.Effort wanted) {
        DeviceDescription described = backend.device();
        MeasuredMachine machine =
                new MeasuredMachine(described, Catalog.shipped().hardware().findAccelerator(described.name()));
        Bytes memory = backend.memory();
        List<Kernel> kernels =
                run.kernels(machine.accelerator(Roof.ANY, memory)).kernels();
        console.say("measuring " + kernels.size() + " kernels on " + described.name() + ", at most " + wanted.budget()
                + " ...");
        console.interruption().measurementBegins();
        ProfileRun profile = Profiler.profile(backend, new ProfileRequest(kernels, wanted), new Watcher());
        Roof roof = machine.roof(profile.samples())
                .orElseThrow(() -> new InvalidInputException(
                        "--budget = " + wanted.budget(),
                        "allowed neither a product nor a copy of memory: nothing can be predicted.",
                        "Give it some minutes."));
        CurveSet curves = machine.curves(profile.samples(), roof);
        curves.remarks().forEach(remark -> console.say("note: " + remark));
        MissingText.lines(profile.missing()).forEach(console::say);
        Accelerator measured = machine.with(curves.curves(), wanted.load(), roof, memory);
        console.say("training ...");
        return run.run(backend, measured, model -> memory(backend, model), new Watcher());
    }

    /** In a process of its own: what an earlier model left with the allocator would hide part of the peak. */
    private Optional<Bytes> memory(Backend backend, SmallGpt model) {
        DeviceSource.Wish wish = device.wish();
        if (wish.python().isPresent()) {
            try (Backend alone = devices.open(wish)) {
                return CheckRun.memoryOn(alone, model);
            }
        }
        boolean processor = backend.device().kind() == DeviceDescription.Kind.CPU;
        return processor ? CheckRun.memoryAlone(model, wish.threads()) : Optional.empty();
    }

    /** Both parts on one line of a terminal. */
    private final class Watcher implements RunObserver, CheckRun.Watcher {
        @Override
        public void next(Stage stage, Kernel kernel) {
            line("round " + (stage.round() + 1) + " of " + stage.rounds() + ", kernel " + (stage.done() + 1) + " of "
                    + stage.all());
        }

        @Override
        public void next(int round, int all, SmallGpt model) {
            line("round " + (round + 1) + " of " + all + ", " + model.name());
        }

        private void line(String text) {
            if (console.screen() == Console.Screen.TERMINAL) {
                console.err().print("\r\u001b[K" + text);
                console.err().flush();
            }
        }

        @Override
        public boolean cancelled() {
            return console.interruption().requested();
        }
    }
}
