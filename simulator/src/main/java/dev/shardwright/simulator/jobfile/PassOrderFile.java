package dev.shardwright.simulator.jobfile;

import dev.shardwright.simulator.catalog.FileFailure;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.schedule.ExplicitOrder;
import dev.shardwright.simulator.schedule.PassOrder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads and writes the order of a pipeline's passes as PyTorch's pipeline schedules are written: one line per rank, cells
 * such as 0F3 (stage, F, B, I or W, micro-batch) apart by commas, (0F3;7B1)OVERLAP_F_B for two that run interwoven.
 */
public final class PassOrderFile {
    private PassOrderFile() {}

    /** Throws InvalidInputException with all problems of the file, each with file, row, column and cell. */
    public static ExplicitOrder read(Path file) {
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8), file);
        } catch (IOException e) {
            throw new InvalidInputException(
                    file.toString(), "cannot be read: " + FileFailure.reason(e) + ".", "Check the path.");
        }
    }

    /** Reads the text of a file, which need not exist; the schedule bears the file's name. */
    public static ExplicitOrder parse(String text, Path file) {
        return new ExplicitOrder(file.toString(), new PassOrderReader(file.toString()).order(text));
    }

    /** The file's text; reading it yields the same order. */
    public static String write(PassOrder order) {
        StringBuilder text = new StringBuilder();
        for (int rank = 0; rank < order.ranks(); rank++) {
            for (int i = 0; i < order.passes(rank); i++) {
                text.append(i == 0 ? "" : ",");
                if (order.joinsNext(rank, i)) {
                    text.append('(').append(order.label(rank, i)).append(';');
                    i++;
                    text.append(order.label(rank, i)).append(")").append(PassOrderReader.JOINED);
                } else {
                    text.append(order.label(rank, i));
                }
            }
            text.append('\n');
        }
        return text.toString();
    }
}
