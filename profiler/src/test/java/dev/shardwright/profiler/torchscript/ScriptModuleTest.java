package dev.shardwright.profiler.torchscript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.profiler.device.SmallOperations;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.OperationKind;
import dev.shardwright.simulator.hardware.NumberFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** Goldens; `-Dgolden.write=true` writes them anew. */
final class ScriptModuleTest {
    private static final Path GOLDEN = Path.of("src/test/resources/torchscript");

    private static ScriptModule module(OperationKind kind, String device, NumberFormat format) {
        return KernelScript.of(Kernel.training(SmallOperations.of(kind), format), device);
    }

    @Test
    void theArchiveIsTheSameByteForByte() throws IOException {
        byte[] archive =
                module(OperationKind.MATRIX_PRODUCT, "cpu", NumberFormat.FP32).archive();
        assertThat(archive).isEqualTo(golden("matrix-product.pt", archive));
    }

    @Test
    void theLayersCodeIsTheSame() throws IOException {
        String code =
                module(OperationKind.DECODER_LAYER, "cuda:0", NumberFormat.BF16).code();
        byte[] bytes = code.getBytes(StandardCharsets.UTF_8);
        assertThat(code).isEqualTo(new String(golden("decoder-layer.py", bytes), StandardCharsets.UTF_8));
    }

    private static byte[] golden(String name, byte[] current) throws IOException {
        Path file = GOLDEN.resolve(name);
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN);
            Files.write(file, current);
        }
        return Files.readAllBytes(file);
    }

    @Test
    void theArchiveHoldsWhatALoaderLooksFor() throws IOException {
        ScriptModule module = module(OperationKind.RMS_NORM, "cpu", NumberFormat.FP32);
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(module.archive()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                if (entry.getName().endsWith(".py")) {
                    assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8))
                            .isEqualTo(module.code());
                }
            }
        }
        assertThat(names)
                .containsExactly(
                        "kernel/data.pkl", "kernel/code/__torch__.py", "kernel/constants.pkl", "kernel/version");
    }
}
