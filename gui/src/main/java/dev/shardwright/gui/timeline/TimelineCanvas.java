package dev.shardwright.gui.timeline;

import dev.shardwright.gui.control.DisplayScale;
import dev.shardwright.gui.control.Ground;
import dev.shardwright.gui.control.Palette;
import dev.shardwright.gui.control.PixelGrid;
import dev.shardwright.gui.control.Raster;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** The lanes of a step under a time axis: one redraw for each change, however many slices there are. */
final class TimelineCanvas extends Pane {
    static final int GUTTER = 132;
    private static final int AXIS = 24;
    private static final double PIXELS_PER_TICK = 110;
    private static final double LEAST_FOR_TEXT = 17;
    private static final double WHEEL_STEP = 1.2;
    private static final double WHEEL_PIXELS = 40;

    private final TimelineViewModel model;
    private final Canvas canvas = new Canvas();
    private final Ground ground = new Ground();
    private TimelineSheet sheet = new TimelineSheet(List.of());
    private int scroll;
    private double draggedX;
    private double draggedY;
    private final Raster raster = new Raster();
    private final DisplayScale scale = new DisplayScale(this);

    TimelineCanvas(TimelineViewModel model) {
        this.model = model;
        getChildren().setAll(ground, canvas);
        setId("timeline-canvas");
        setFocusTraversable(true);
        setMinSize(200, 120);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText("Timeline of the step: a lane for each stage and stream");
        model.lanes().addListener((property, old, lanes) -> take());
        model.view().addListener((property, old, view) -> requestLayout());
        model.critical().addListener((property, old, on) -> requestLayout());
        ground.onChange(this::requestLayout);
        scale.onChange(this::requestLayout);
        setOnScroll(this::scroll);
        setOnMouseMoved(this::point);
        setOnMouseExited(event -> model.point(null, -1));
        setOnMousePressed(this::press);
        setOnMouseDragged(this::drag);
        setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                model.showAll();
            }
        });
        setOnKeyPressed(event -> TimelineKeys.press(event, model));
        take();
    }

    private void take() {
        sheet = new TimelineSheet(model.lanes().get().map(StepLanes::lanes).orElse(List.of()));
        scroll = 0;
        requestLayout();
    }

    private double plotWidth() {
        return Math.max(1, getWidth() - GUTTER);
    }

    private double share(double x) {
        return Math.max(0, Math.min(1, (x - GUTTER) / plotWidth()));
    }

    private void scroll(ScrollEvent event) {
        double steps = (event.getDeltaY() + event.getDeltaX()) / WHEEL_PIXELS;
        if (event.isShortcutDown()) {
            model.zoom(Math.pow(WHEEL_STEP, steps), share(event.getX()));
        } else if (event.isShiftDown()) {
            model.move(-steps * 0.05);
        } else {
            scrollTo(scroll - event.getDeltaY());
        }
        event.consume();
    }

    private void scrollTo(double y) {
        scroll = (int) Math.max(0, Math.min(sheet.height() - (getHeight() - AXIS), y));
        requestLayout();
    }

    private void press(MouseEvent event) {
        requestFocus();
        draggedX = event.getX();
        draggedY = event.getY();
    }

    private void drag(MouseEvent event) {
        model.move((draggedX - event.getX()) / plotWidth());
        scrollTo(scroll + draggedY - event.getY());
        draggedX = event.getX();
        draggedY = event.getY();
    }

    private void point(MouseEvent event) {
        int lane = event.getY() < AXIS ? -1 : sheet.at(event.getY() - AXIS + scroll);
        if (lane < 0 || event.getX() < GUTTER) {
            model.point(null, -1);
        } else {
            Lane pointed = sheet.lane(lane);
            double time = model.view().get().at(share(event.getX()));
            model.point(pointed, pointed.slices().at(time));
        }
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        if (getWidth() > GUTTER + 1 && getHeight() > AXIS + 1) {
            draw();
        }
    }

    /** Pixels of all lanes at once, then the few texts that have room. */
    void draw() {
        GraphicsContext g = canvas.getGraphicsContext2D();
        PixelGrid grid = PixelGrid.covering(plotWidth(), getHeight() - AXIS, scale.now());
        g.setFill(ground.back());
        g.fillRect(0, 0, getWidth(), getHeight());
        Labels labels = new Labels(g, grid.scale());
        TimelineSheet.Frame frame = new TimelineSheet.Frame(
                grid,
                scroll,
                Palette.argb(ground.back()),
                Palette.argb(ground.track()),
                model.critical().get());
        LaneRaster lanes = new LaneRaster(
                grid.width(), LEAST_FOR_TEXT * grid.scale(), model.view().get());
        sheet.paint(lanes, frame, raster.pixels(grid), labels::remember);
        raster.draw(g, GUTTER, AXIS);
        axis(g);
        labels.draw();
        names(g);
    }

    private void axis(GraphicsContext g) {
        Viewport view = model.view().get();
        TimeTicks ticks = TimeTicks.of(view, (int) (plotWidth() / PIXELS_PER_TICK));
        g.setFont(Font.font(11));
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.CENTER);
        for (double time : ticks.times()) {
            double x = GUTTER + (time - view.from()) / view.length() * plotWidth();
            g.setFill(ground.line());
            g.fillRect(Math.round(x), AXIS - 5, 1, getHeight());
            g.setFill(ground.ink());
            g.fillText(ticks.label(time), Math.max(GUTTER + 14, Math.min(getWidth() - 24, x)), 9);
        }
    }

    private void names(GraphicsContext g) {
        g.setTextAlign(TextAlignment.RIGHT);
        g.setTextBaseline(VPos.CENTER);
        g.setFill(ground.ink());
        for (int i = 0; i < sheet.count(); i++) {
            double y = AXIS + sheet.top(i) - scroll + sheet.height(i) / 2.0;
            if (y > AXIS && y < getHeight()) {
                g.setFont(Font.font(sheet.lane(i).main() ? 12 : 10.5));
                g.fillText(sheet.lane(i).label(), GUTTER - 8, y, GUTTER - 12);
            }
        }
    }

    /** Numbers of micro-batches, drawn after the pixels. */
    private final class Labels {
        private final GraphicsContext g;
        private final double scale;
        private final List<Runnable> texts = new ArrayList<>();

        Labels(GraphicsContext g, double scale) {
            this.g = g;
            this.scale = scale;
        }

        /** The edges are those of the raster, in pixels of the display. */
        void remember(int lane, int slice, double left, double right) {
            Slices slices = sheet.lane(lane).slices();
            int task = slices.task(slice);
            int batch = task < 0 || !sheet.lane(lane).main()
                    ? -1
                    : model.lanes()
                            .get()
                            .orElseThrow()
                            .step()
                            .timeline()
                            .graph()
                            .microBatch(task);
            if (batch >= 0) {
                double y = AXIS + sheet.top(lane) - scroll + sheet.height(lane) / 2.0;
                texts.add(() -> text(batch, slices.kind(slice), GUTTER + (left + right) / 2 / scale, y));
            }
        }

        private void text(int batch, int kind, double x, double y) {
            if (y > AXIS) {
                g.setFill(Palette.inkOn(SliceKind.colour(kind)));
                g.fillText(Integer.toString(batch), x, y);
            }
        }

        void draw() {
            g.setFont(Font.font(10.5));
            g.setTextAlign(TextAlignment.CENTER);
            g.setTextBaseline(VPos.CENTER);
            texts.forEach(Runnable::run);
        }
    }
}
