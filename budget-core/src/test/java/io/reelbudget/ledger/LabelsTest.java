package io.reelbudget.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Labels")
class LabelsTest {

    @Test
    void are_sorted_by_name_and_cannot_be_changed() {
        Map<String, String> given = new HashMap<>(Map.of("b", "2", "a", "1"));
        Labels labels = new Labels(given);
        given.put("c", "3");

        assertThat(labels.values().keySet()).containsExactly("a", "b");
        assertThat(labels).isEqualTo(Labels.of("a", "1").with("b", "0").with("b", "2"));
        assertThatThrownBy(() -> labels.values().put("d", "4")).isInstanceOf(UnsupportedOperationException.class);
        assertThat(Labels.none().values()).isEmpty();
    }

    @Test
    void refuse_more_than_sixteen() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 17; i++) {
            many.put("name" + i, "text");
        }

        assertThatThrownBy(() -> new Labels(many))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There were 17 labels but there must be at most 16; keep the rest beside your job.");
    }

    @Test
    void refuse_names_and_texts_that_are_too_long_or_missing() {
        assertThat(Labels.of("n".repeat(64), "t".repeat(512)).values()).hasSize(1);
        assertThatThrownBy(() -> Labels.of("", "text"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Label had a name of 0 and a text of 4 characters but must have 1 to 64 and at most 512;"
                        + " shorten it.");
        assertThatThrownBy(() -> Labels.of("name", "t".repeat(513))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Labels.of("n".repeat(65), "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refuse_text_that_could_not_be_read_back_as_it_was() {
        assertThat(Labels.of("face", "\uD83D\uDE00").values()).containsValue("\uD83D\uDE00");
        assertThatThrownBy(() -> Labels.of("face", "ok \uD83D"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Label text had half a surrogate pair at character 3 but must be well-formed Unicode; cut"
                        + " text between characters, not within one.");
    }
}
