package dev.shardwright.simulator.reportfile;

import dev.shardwright.simulator.report.Interval;
import dev.shardwright.simulator.whatif.TrainingRun;
import java.util.List;

/** A whole training run for people. */
public final class TrainingRunText {
    private TrainingRunText() {}

    /**
     * A table, its heading first.
     *
     * @param interval of the step time
     */
    public static List<String> block(TrainingRun run, Interval interval) {
        TextTable table = new TextTable().left("training run").right("value").left("");
        for (TrainingRunFigure figure : TrainingRunFigure.values()) {
            boolean stated =
                    figure.value(run) > 0 && (run.goodput().isPresent() || figure != TrainingRunFigure.GOODPUT);
            if (stated) {
                table.row(List.of(figure.label(), figure.text(run), remark(figure, run, interval)));
            }
        }
        return table.lines();
    }

    private static String remark(TrainingRunFigure figure, TrainingRun run, Interval interval) {
        return switch (figure) {
            case GOODPUT -> "share of the time that is useful";
            case DAYS -> wall(run, interval);
            case DOLLARS -> "at $" + ReportFigure.cents(run.job().cluster().dollarsPerDeviceHour()) + " per GPU-hour";
            default -> "";
        };
    }

    private static String wall(TrainingRun run, Interval interval) {
        double days = TrainingRunFigure.DAYS.value(run);
        return "expected; by the interval of the step time " + TrainingRunFigure.days(days * interval.low()) + " to "
                + TrainingRunFigure.days(days * interval.high());
    }
}
