package dev.shardwright.gui.timeline;

import dev.shardwright.gui.control.PixelGrid;
import java.util.Arrays;
import java.util.List;

/** Lanes below each other as pixels: pure, so that its speed can be measured and its picture tested without a window. */
final class TimelineSheet {
    static final int MAIN_HEIGHT = 22;
    static final int SIDE_HEIGHT = 13;
    private static final int SEAM = 1;
    private static final int STAGE_SEAM = 7;

    private final List<Lane> lanes;
    private final int[] tops;

    TimelineSheet(List<Lane> lanes) {
        this.lanes = lanes;
        this.tops = new int[lanes.size() + 1];
        int y = 0;
        for (int i = 0; i < lanes.size(); i++) {
            y += i > 0 && lanes.get(i).main() ? STAGE_SEAM : 0;
            tops[i] = y;
            y += height(i) + SEAM;
        }
        tops[lanes.size()] = y;
    }

    /** Where a box that is wide enough for a text stands. */
    @FunctionalInterface
    interface Boxes {
        void box(int lane, int slice, double left, double right);
    }

    int height() {
        return tops[lanes.size()];
    }

    int count() {
        return lanes.size();
    }

    Lane lane(int index) {
        return lanes.get(index);
    }

    int top(int lane) {
        return tops[lane];
    }

    int height(int lane) {
        return lanes.get(lane).main() ? MAIN_HEIGHT : SIDE_HEIGHT;
    }

    /** The lane at a height of the sheet, or -1. */
    int at(double y) {
        int found = Arrays.binarySearch(tops, 0, lanes.size(), (int) y);
        int lane = found >= 0 ? found : -found - 2;
        return lane >= 0 && y < tops[lane] + height(lane) ? lane : -1;
    }

    /**
     * Paints what stands from {@code scroll} pixels of the window below the top on.
     *
     * @param pixels as many as the frame's grid has
     */
    void paint(LaneRaster raster, Frame frame, int[] pixels, Boxes boxes) {
        Arrays.fill(pixels, frame.ground());
        for (int i = 0; i < lanes.size(); i++) {
            int lane = i;
            PixelGrid grid = frame.grid();
            int top = Math.max(0, grid.pixel(tops[i] - frame.scroll()));
            int bottom = Math.min(grid.height(), grid.pixel(tops[i] + height(i) - frame.scroll()));
            if (top < bottom) {
                int first = top * grid.width();
                LaneRaster.Boxes boxesOfLane = (slice, left, right) -> boxes.box(lane, slice, left, right);
                raster.paint(lanes.get(i), frame.track(), frame.dim(), pixels, first, boxesOfLane);
                for (int y = top + 1; y < bottom; y++) {
                    System.arraycopy(pixels, first, pixels, y * grid.width(), grid.width());
                }
            }
        }
    }

    /**
     * @param scroll in pixels of the window
     * @param ground the colour between lanes
     * @param track that of an empty lane
     * @param dim whether what is not on the critical path steps back
     */
    record Frame(PixelGrid grid, int scroll, int ground, int track, boolean dim) {}
}
