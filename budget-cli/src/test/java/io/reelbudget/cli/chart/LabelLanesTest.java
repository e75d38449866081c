package io.reelbudget.cli.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.cli.chart.LabelLanes.Place;
import io.reelbudget.cli.chart.LabelLanes.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Lanes for labels")
class LabelLanesTest {

    private static List<Optional<Place>> place(List<Request> requests) {
        return LabelLanes.between(0, 1000, 3).place(requests);
    }

    private static List<Integer> lanes(List<Optional<Place>> places) {
        return places.stream().map(place -> place.map(Place::lane).orElse(-1)).toList();
    }

    @Test
    void put_a_lonely_label_next_to_the_plot_on_the_right_of_its_line() {
        Place place = place(List.of(new Request(500, 80))).get(0).orElseThrow();

        assertThat(place.lane()).isZero();
        assertThat(place.rightOfLine()).isTrue();
    }

    @Test
    void turn_a_label_at_the_right_edge_to_the_left() {
        Place place = place(List.of(new Request(980, 80))).get(0).orElseThrow();

        assertThat(place.rightOfLine()).isFalse();
        assertThat(place.from()).isLessThan(900);
    }

    @Test
    void stack_labels_that_are_close_together_as_a_staircase() {
        assertThat(lanes(place(List.of(new Request(500, 80), new Request(502, 80), new Request(530, 80)))))
                .containsExactly(2, 1, 0);
    }

    @Test
    void lift_a_label_at_the_right_edge_where_it_would_bar_the_way_to_others() {
        List<Optional<Place>> places =
                place(List.of(new Request(880, 70), new Request(940, 30), new Request(990, 120)));

        assertThat(places).allMatch(Optional::isPresent);
        assertThat(places.get(2).orElseThrow().lane()).isEqualTo(2);
    }

    @Test
    void leave_out_a_label_that_has_no_room() {
        assertThat(lanes(place(List.of(new Request(500, 2000))))).containsExactly(-1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void let_no_two_labels_overlap_nor_a_line_cross_a_text(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            requests.add(new Request(random.nextDouble(0, 1000), random.nextDouble(20, 200)));
        }
        requests.sort(Comparator.comparingDouble(Request::x));

        List<Place> placed = place(requests).stream().flatMap(Optional::stream).toList();

        assertThat(placed).as("seed " + seed).hasSizeGreaterThan(3);
        for (Place one : placed) {
            assertThat(one.from()).isGreaterThanOrEqualTo(0);
            assertThat(one.until()).isLessThanOrEqualTo(1000);
            for (Place other : placed) {
                boolean overlap =
                        one.lane() == other.lane() && one.from() < other.until() && other.from() < one.until();
                double textFrom = other.rightOfLine() ? other.x() + LabelLanes.OVERHANG : other.from();
                double textUntil = other.rightOfLine() ? other.until() : other.x() - LabelLanes.OVERHANG;
                boolean crosses = one.lane() >= other.lane() && one.x() > textFrom && one.x() < textUntil;
                assertThat(!one.equals(other) && (overlap || crosses))
                        .as(one + " and " + other + ", seed " + seed)
                        .isFalse();
            }
        }
    }
}
