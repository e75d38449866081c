package io.reelbudget.cli.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds places for labels in a few lanes above a plot. Each label stands beside a line that goes down from its lane to
 * the plot; no label overlaps another, nor another's line.
 *
 * <p>Labels are placed from right to left, each in the lowest lane that has room on the right of its line, or else on
 * the left: so a row of events close together becomes a staircase. A label on the left is low where that leaves room
 * for as many as if it were high, out of the way of the lines on its left. A label that fits nowhere has no place.
 */
final class LabelLanes {

    /** A label that wants a place: its line's x and its width, in pixels. */
    record Request(double x, double width) {}

    /** The lane, 0 being next to the plot, and the pixels that the label covers in it. */
    record Place(int lane, double x, double from, double until) {

        /** Returns whether the label stands on the right of its line. */
        boolean rightOfLine() {
            return from >= x - OVERHANG;
        }

        private boolean collidesWith(Place other) {
            boolean overlap = lane == other.lane && from < other.until && other.from < until;
            return overlap || crosses(other) || other.crosses(this);
        }

        /** A line reaches from its own lane down through all lower ones; it may pass behind a mark, not a text. */
        private boolean crosses(Place label) {
            boolean beforeText = label.rightOfLine() ? x < label.x + AIR : x < label.from;
            boolean afterText = label.rightOfLine() ? x > label.until : x > label.x - AIR;
            return lane >= label.lane && !beforeText && !afterText;
        }
    }

    /** How far a label's mark reaches to the other side of its line. */
    static final double OVERHANG = 9;

    private static final double AIR = 8;

    private final int lanes;
    private final double left;
    private final double right;

    private LabelLanes(int lanes, double left, double right) {
        this.lanes = lanes;
        this.left = left;
        this.right = right;
    }

    /** Returns so many empty lanes between two edges. */
    static LabelLanes between(double left, double right, int lanes) {
        return new LabelLanes(lanes, left, right);
    }

    /** Returns a place for each label that has one, in the order of the requests, which must be sorted by x. */
    List<Optional<Place>> place(List<Request> requests) {
        List<Optional<Place>> low = place(requests, lane -> lane);
        List<Optional<Place>> high = place(requests, lane -> lanes - 1 - lane);
        return placed(high) > placed(low) ? high : low;
    }

    private static long placed(List<Optional<Place>> places) {
        return places.stream().flatMap(Optional::stream).count();
    }

    private List<Optional<Place>> place(List<Request> requests, IntUnaryOperator lanesOnLeft) {
        List<Optional<Place>> places = new ArrayList<>();
        List<Place> taken = new ArrayList<>();
        for (int i = requests.size() - 1; i >= 0; i--) {
            Optional<Place> place = firstFree(requests.get(i), taken, lanesOnLeft);
            place.ifPresent(taken::add);
            places.add(0, place);
        }
        return places;
    }

    private Optional<Place> firstFree(Request label, List<Place> taken, IntUnaryOperator lanesOnLeft) {
        Stream<Place> onRight = IntStream.range(0, lanes)
                .mapToObj(lane -> new Place(lane, label.x, label.x - OVERHANG, label.x + label.width + AIR));
        Stream<Place> onLeft = IntStream.range(0, lanes)
                .map(lanesOnLeft)
                .mapToObj(lane -> new Place(lane, label.x, label.x - label.width - AIR, label.x + OVERHANG));
        return Stream.concat(onRight, onLeft)
                .filter(place -> isFree(place, taken))
                .findFirst();
    }

    private boolean isFree(Place place, List<Place> taken) {
        return place.from >= left && place.until <= right && taken.stream().noneMatch(place::collidesWith);
    }
}
