package io.reelbudget.forecast.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A model's state")
class ModelStateTest {

    private static ModelState sample() {
        return ModelState.write("model", 3)
                .add(1.5)
                .addAll(2, 3)
                .addText("größe")
                .addState(ModelState.write("inner", 7).add(4).done())
                .done();
    }

    @Test
    void gives_back_what_was_written_in_the_same_order() {
        StateReader in = ModelState.fromBytes(sample().toBytes()).read("model", 3);

        assertThat(in.next()).isEqualTo(1.5);
        assertThat(in.nextAll()).containsExactly(2, 3);
        assertThat(in.nextText()).isEqualTo("größe");
        assertThat(in.nextState().read("inner", 7).nextInt()).isEqualTo(4);
        in.end();
    }

    @Test
    void equals_its_copy_by_bytes() {
        assertThat(ModelState.fromBytes(sample().toBytes())).isEqualTo(sample());
    }

    @Test
    void is_refused_with_any_single_byte_changed_or_missing() {
        byte[] bytes = sample().toBytes();
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 0x10;
            assertThatIllegalArgumentException().isThrownBy(() -> ModelState.fromBytes(changed));
            byte[] cut = Arrays.copyOf(bytes, i);
            assertThatIllegalArgumentException().isThrownBy(() -> ModelState.fromBytes(cut));
        }
    }

    @Test
    void is_refused_for_another_model_or_version() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sample().read("model", 4))
                .withMessage(
                        "State was of model 'model', version 3 but must be of 'model', version 4; fit the model anew.");
        assertThatIllegalArgumentException().isThrownBy(() -> sample().read("other", 3));
    }

    @Test
    void is_refused_when_numbers_are_left_over_or_lacking() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sample().read("model", 3).end());
        StateReader one = ModelState.write("model", 1).add(5).done().read("model", 1);
        assertThatIllegalArgumentException().isThrownBy(one::nextAll);
    }
}
