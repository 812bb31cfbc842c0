package dev.shardwright.simulator.jobfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.schedule.ExplicitOrder;
import dev.shardwright.simulator.schedule.PassOrder;
import dev.shardwright.simulator.schedule.PassTimes;
import dev.shardwright.simulator.schedule.Schedules;
import dev.shardwright.simulator.schedule.ZeroBubbleH1;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schedules in job files: by name, by alias, and as an order of passes in a file beside. */
final class ScheduleFileTest {
    private static final Catalog CATALOG = Catalog.shipped();

    /** The alias is forgotten, the job is the same. */
    @Test
    void readsEveryNameOfASchedule() {
        for (String word : Schedules.words()) {
            boolean open = word.contains("interleaved");
            String text = JobFileTest.SMALL
                    .replace("\"pipeline\": 2", open ? "\"pipeline\": 2, \"vpp\": 2" : "\"pipeline\": 2")
                    .replace("\"micro_batch\"", "\"schedule\": \"" + word + "\", \"micro_batch\"");
            TrainingJob job = JobFileTest.read(text);
            assertThat(job.layout().schedule()).as(word).isEqualTo(Schedules.parse(word, open ? 2 : 1));
            assertThat(JobFileTest.read(JobFile.write(job))).as(word).isEqualTo(job);
        }
    }

    @Test
    void readsAnOrderOfPassesBesideTheFile(@TempDir Path folder) throws IOException {
        PassOrder order = new ZeroBubbleH1().order(2, 16, PassTimes.EQUAL);
        Files.writeString(folder.resolve("order.csv"), PassOrderFile.write(order), StandardCharsets.UTF_8);
        Path file = folder.resolve("job.json");
        String text = JobFileTest.SMALL.replace(
                "\"micro_batch\"", "\"schedule\": {\"file\": \"order.csv\"}, \"micro_batch\"");
        TrainingJob job = JobFile.parse(text, file, CATALOG);
        assertThat(job.layout().schedule()).isEqualTo(new ExplicitOrder("order.csv", order));
        assertThat(JobFile.parse(JobFile.write(job), file, CATALOG)).isEqualTo(job);
        String twice = text.replace("\"micro_batch\": 1", "\"micro_batch\": 2");
        assertThatThrownBy(() -> JobFile.parse(twice, file, CATALOG))
                .hasMessageContaining(
                        "schedule = order.csv: is an order of 2 ranks and 16 micro-batches, but there are 8");
        String missing = text.replace("order.csv", "none.csv");
        assertThatThrownBy(() -> JobFile.parse(missing, file, CATALOG))
                .hasMessageContaining("none.csv: cannot be read");
        String stages = text.replace("\"pipeline\": 2", "\"pipeline\": 2, \"vpp\": 2");
        assertThatThrownBy(() -> JobFile.parse(stages, file, CATALOG))
                .hasMessageContaining("parallel.virtual_pipeline: the order of order.csv has 1 stages per rank.");
    }
}
