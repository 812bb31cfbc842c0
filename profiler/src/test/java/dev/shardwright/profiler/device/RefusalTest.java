package dev.shardwright.profiler.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RefusalTest {
    @Test
    void theErrorOfAScriptIsTakenOutOfItsTrace() {
        String message = """
                The following operation failed in the TorchScript interpreter.
                Traceback of TorchScript, serialized code (most recent call last):
                  File "code/__torch__.py", line 20, in forward
                    result = torch.matmul(a, b)
                             ~~~~~~~~~~~~ <--- HERE
                RuntimeError: CUDA out of memory. Tried to allocate 20.00 GiB.

                PythonDispatcher: registered at PythonFallbackKernel.cpp:196 [backend fallback]
                """;
        assertThat(Refusal.reason(message)).isEqualTo("CUDA out of memory. Tried to allocate 20.00 GiB.");
        assertThat(Refusal.reason("torch.OutOfMemoryError: CUDA out of memory."))
                .isEqualTo("CUDA out of memory.");
    }

    @Test
    void anErrorOutsideOfAScriptIsItsFirstLine() {
        assertThat(Refusal.reason(
                        "\nCUDA error: an illegal memory access was encountered\nCompile with TORCH_USE_CUDA_DSA"))
                .isEqualTo("CUDA error: an illegal memory access was encountered");
        assertThat(Refusal.reason("The following operation failed in the TorchScript interpreter.\n  no room\n"))
                .isEqualTo("no room");
        assertThat(Refusal.reason("")).isEqualTo("it does not say why");
    }
}
