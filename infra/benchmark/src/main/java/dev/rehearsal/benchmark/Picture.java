package dev.rehearsal.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines over the same places from left to right, from 0 up, as SVG. */
final class Picture {

    private static final List<String> COLOURS = List.of("#1f4e9c", "#c0571b", "#3b7d3b");
    private static final int LEFT = 60;
    private static final int WIDTH = 440;
    private static final int BOTTOM = 320;
    private static final int HEIGHT = 270;

    private record Line(String name, List<Double> values) {
    }

    private final String title;
    private final List<String> places;
    private final List<Line> lines = new ArrayList<>();

    /** @param places named below the lines; an empty name is not written */
    Picture(String title, List<String> places) {
        this.title = title;
        this.places = places;
    }

    /** @param values one for each place */
    Picture line(String name, List<Double> values) {
        lines.add(new Line(name, values));
        return this;
    }

    void write(Path file) throws IOException {
        double most = lines.stream().flatMap(line -> line.values.stream()).mapToDouble(Double::doubleValue).max().orElseThrow() * 1.1;
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 360" font-family="sans-serif" font-size="13">
                <rect width="720" height="360" fill="white"/>
                <text x="20" y="24">%s</text>
                <path d="M%d %d H%d" stroke="#888"/>
                """.formatted(title, LEFT, BOTTOM, LEFT + WIDTH));
        for (int i = 0; i < places.size(); i++) {
            svg.append(text(x(i), BOTTOM + 20, "#333", "middle", places.get(i)));
        }
        for (int i = 0; i < lines.size(); i++) {
            draw(svg, lines.get(i), COLOURS.get(i), most);
        }
        Files.writeString(file, svg.append("</svg>\n"));
    }

    private void draw(StringBuilder svg, Line line, String colour, double most) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < line.values.size(); i++) {
            double y = BOTTOM - HEIGHT * line.values.get(i) / most;
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(i), y));
            if (!places.get(i).isEmpty()) {
                svg.append(text(x(i), y - 7, colour, "middle", String.format(Locale.ROOT, line.values.get(i) < 100 ? "%.1f" : "%,.0f",
                        line.values.get(i))));
            }
        }
        svg.append("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n".formatted(points.toString().strip(), colour));
        double last = line.values.get(line.values.size() - 1);
        svg.append(text(LEFT + WIDTH + 25, BOTTOM - HEIGHT * last / most + 4, colour, "start", line.name));
    }

    private double x(int i) {
        return LEFT + (double) WIDTH * i / Math.max(1, places.size() - 1);
    }

    private static String text(double x, double y, String colour, String anchor, String text) {
        return String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\" text-anchor=\"%s\">%s</text>%n", x, y, colour, anchor, text);
    }
}
