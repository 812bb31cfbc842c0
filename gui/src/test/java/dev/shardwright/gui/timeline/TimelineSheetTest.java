package dev.shardwright.gui.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.gui.control.PixelGrid;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimelineSheetTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 120;
    private static final int SCROLL = 37;
    private static final int TRACK = 0xffeeeeee;
    private static final int GROUND = 0xffffffff;

    /** Its edges may be blended with what is beside it, and a seam stands before the next. */
    private static final double EDGE = 2.1;

    private final List<Lane> lanes = ManySlices.lanes(12, 20, 11);
    private final TimelineSheet sheet = new TimelineSheet(lanes);
    private final Viewport view = Viewport.all(ManySlices.SECONDS).zoomed(1.7, 0.3);

    /** What the mouse is told to point at is what is painted there, on a display of any density. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 1.25, 1.5, 2, 3})
    void paintsWhatTheMouseFinds(double scale) {
        PixelGrid grid = PixelGrid.covering(WIDTH, HEIGHT, scale);
        int[] pixels = new int[grid.count()];
        LaneRaster raster = new LaneRaster(grid.width(), 1e9, view);
        sheet.paint(raster, new TimelineSheet.Frame(grid, SCROLL, GROUND, TRACK, false), pixels, (l, s, a, b) -> {});
        SplittableRandom random = new SplittableRandom(5);
        int slices = 0;
        for (int i = 0; i < 5000; i++) {
            double x = random.nextDouble(WIDTH);
            double y = random.nextDouble(HEIGHT);
            int pixel = pixels[((int) (y * scale)) * grid.width() + (int) (x * scale)];
            int lane = sheet.at(y + SCROLL);
            if (lane >= 0 && lane == sheet.at(y + SCROLL - EDGE) && lane == sheet.at(y + SCROLL + EDGE)) {
                Slices in = lanes.get(lane).slices();
                int slice = in.at(view.at(x / WIDTH));
                if (slice == in.at(view.at((x - EDGE) / WIDTH)) && slice == in.at(view.at((x + EDGE) / WIDTH))) {
                    slices += slice >= 0 ? 1 : 0;
                    assertThat(pixel)
                            .as("at %f, %f", x, y)
                            .isEqualTo(slice < 0 ? TRACK : SliceKind.argb()[in.kind(slice)]);
                }
            }
        }
        assertThat(slices).isGreaterThan(500);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.25, 1.5, 2})
    void coversThePixelsOfTheDisplay(double scale) {
        PixelGrid grid = PixelGrid.covering(WIDTH, HEIGHT, scale);
        assertThat(grid.width()).isEqualTo((int) (WIDTH * scale));
        assertThat(grid.height()).isEqualTo((int) (HEIGHT * scale));
        assertThat(grid.windowWidth()).isEqualTo(WIDTH);
    }
}
