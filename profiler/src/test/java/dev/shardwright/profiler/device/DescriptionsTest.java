package dev.shardwright.profiler.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.simulator.hardware.NumberFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DescriptionsTest {
    @ParameterizedTest
    @CsvSource({
        "'fpu avx2', 'FP32'",
        "'fpu avx512_bf16 avx2', 'FP32 BF16'",
        "'amx_bf16 amx_tile avx512_fp16', 'FP32 BF16 FP16'",
    })
    void aProcessorHasTheFormatsOfItsFlags(String flags, String formats) {
        String text = "processor\t: 0\nmodel name\t: Some CPU @ 2 GHz\nflags\t\t: " + flags + "\n";
        DeviceDescription device = Descriptions.processor(text, "2.7.1", 2);
        assertThat(device.name()).isEqualTo("Some CPU @ 2 GHz");
        assertThat(device.formats()).extracting(NumberFormat::name).containsExactly(formats.split(" ", -1));
    }

    @Test
    void aProcessorThatSaysNothingIsNamedByItsArchitecture() {
        assertThat(Descriptions.processor("", "2.7.1", 1).name()).endsWith("processor");
    }

    @Test
    void theDriverNamesTheGpu() {
        DeviceDescription device = Descriptions.gpu("NVIDIA H100 80GB HBM3, 550.54.15, 9.0\n", "2.5.1", 8);
        assertThat(device.name()).isEqualTo("NVIDIA H100 80GB HBM3");
        assertThat(device.driver()).isEqualTo("550.54.15");
        assertThat(device.formats()).contains(NumberFormat.BF16);
        assertThat(Descriptions.gpu("Tesla V100, 550, 7.0", "2.5.1", 8).formats())
                .doesNotContain(NumberFormat.BF16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "No devices were found", "a, b"})
    void aDriverThatSaysNothingIsAReason(String line) {
        assertThatThrownBy(() -> Descriptions.gpu(line, "2.5.1", 8)).isInstanceOf(UnmeasurableException.class);
    }
}
