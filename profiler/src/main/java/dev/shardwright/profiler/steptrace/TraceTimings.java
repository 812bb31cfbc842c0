package dev.shardwright.profiler.steptrace;

import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.operator.AttentionCore;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.timing.KernelTiming;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Timings of the operators that a trace tells shape and type of: an operator's time is that of all kernels it started. */
final class TraceTimings {
    private static final String LIBRARY = "PyTorch, traced step";

    private final Tally tally = new Tally();
    private final List<KernelTiming> timings = new ArrayList<>();

    /** The kernels of one operator call. */
    private record Started(Signature signature, String kernel, Seconds time) {}

    TraceTimings(List<LinkedWork> work) {
        IdentityHashMap<OperatorCall, Started> calls = new IdentityHashMap<>();
        List<OperatorCall> order = new ArrayList<>();
        for (LinkedWork one : work) {
            Seconds time = new Seconds(one.work().span().length());
            if (one.kind() == WorkKind.COMMUNICATION) {
                exchange(one, time);
            } else if (one.caller().isPresent() && one.kind() != WorkKind.HOST_COPY) {
                OperatorCall caller = one.caller().get();
                if (calls.put(caller, started(one, calls.get(caller), caller, time)) == null) {
                    order.add(caller);
                }
            }
        }
        order.forEach(call -> operator(calls.get(call)));
    }

    /** The name of the kernel that ran longest stays. */
    private static Started started(LinkedWork one, @Nullable Started before, OperatorCall caller, Seconds time) {
        if (before == null) {
            return new Started(caller.signature(), one.work().name(), time);
        }
        boolean longer = 2 * time.value() > before.time.value();
        return new Started(before.signature, longer ? one.work().name() : before.kernel, before.time.plus(time));
    }

    List<KernelTiming> timings() {
        return timings;
    }

    /** What was left out of the timings. */
    List<String> remarks() {
        return tally.lines();
    }

    private void operator(Started started) {
        if (started.time.value() <= 0) {
            return;
        }
        ProductCall.of(started.signature).ifPresent(call -> product(call, started));
        AttentionCall.of(started.signature).ifPresent(call -> attention(call, started));
        StreamCall.of(started.signature).ifPresent(call -> stream(call, started));
    }

    private void product(ProductCall call, Started started) {
        String type = started.signature.type(call.first());
        Optional<Gemm.Shape> shape = call.shape(started.signature);
        Optional<NumberFormat> format = TensorTypes.format(type, started.kernel);
        if (shape.isEmpty() || format.isEmpty()) {
            tally.leaveOut(started.signature.name() + (shape.isEmpty() ? " without shapes" : " of type " + type));
            return;
        }
        timings.add(new KernelTiming.Product(
                new KernelCurve.Kernel("matrix product", LIBRARY, type), format.get(), shape.get(), started.time));
    }

    private void attention(AttentionCall call, Started started) {
        String name = started.signature.name();
        String type = started.signature.type(call.query());
        if (!call.mayBeCausal(started.signature)) {
            tally.leaveOut(name + " without a causal mask");
            return;
        }
        Optional<AttentionCall.Extents> extents = call.extents(started.signature);
        Optional<NumberFormat> format = TensorTypes.format(type, "");
        if (extents.isEmpty() || format.isEmpty()) {
            tally.leaveOut(name + " without shapes of equal sequences");
            return;
        }
        timings.add(new KernelTiming.Attention(
                new KernelCurve.Kernel(call.kernel(), LIBRARY, type),
                core(call.pass(), extents.get(), format.get()),
                started.time));
    }

    private static AttentionCore core(AttentionCore.Pass pass, AttentionCall.Extents extents, NumberFormat format) {
        AttentionCore forward = KernelTiming.Attention.causal(
                format, extents.heads(), extents.keyValueHeads(), extents.length(), extents.width());
        return pass == AttentionCore.Pass.FORWARD
                ? forward
                : new AttentionCore(forward.name() + ".backward", forward.extent(), pass, format);
    }

    private void stream(StreamCall call, Started started) {
        OptionalDouble bytes = call.bytes(started.signature);
        if (bytes.isEmpty()) {
            tally.leaveOut(started.signature.name() + " without shapes");
            return;
        }
        timings.add(new KernelTiming.Stream(
                new KernelCurve.Kernel(started.signature.name(), LIBRARY, started.signature.type(call.argument())),
                call.kind(),
                Bytes.of(bytes.getAsDouble()),
                started.time));
    }

    /** Arguments stand beside the kernel, or beside the call that started it. */
    private void exchange(LinkedWork one, Seconds time) {
        Signature.Message message = one.work().message().known()
                ? one.work().message()
                : one.caller().map(call -> call.signature().message()).orElse(Signature.Message.NONE);
        Optional<MessageCall> call = MessageCall.of(message);
        if (call.isEmpty()) {
            tally.leaveOut(
                    message.known() ? "collective " + message.collective() : "collective without size and ranks");
        } else if (!MessageCall.withinNode(message)) {
            tally.leaveOut("collective " + message.collective() + " of ranks that may be on several nodes");
        } else if (time.value() > 0) {
            timings.add(new KernelTiming.Exchange(
                    new KernelCurve.Kernel("NCCL", LIBRARY, message.type()),
                    call.get().collective(),
                    call.get().ranks(),
                    call.get().buffer(),
                    time));
        }
    }
}
