package io.reelbudget.ledger.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.internal.image.LabelsCodec;
import io.reelbudget.ledger.internal.image.SectionWriter;
import io.reelbudget.ledger.internal.machine.Event;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The golden journal has one of each event; here are those of a kind that it has not. */
@DisplayName("A record of version 1")
class FirstRecordsTest {

    private static final int VERSION = 1;
    private static final int CAPTURE = 4;
    private static final int NUMBERS_OF_SHEET = 8;
    private static final IdempotencyKey HOLD = IdempotencyKey.named("hold");

    /** Returns the only event of a record that was written by hand. */
    private static Event read(int tag, Consumer<SectionWriter> fields) {
        SectionWriter out = new SectionWriter();
        out.writeByte(VERSION);
        out.writeByte(CAPTURE);
        out.writeText("acme");
        out.writeVarint(1_000);
        TransactionCodec.writeKey(out, IdempotencyKey.named("command"));
        out.writeLong(7);
        out.writeVarint(0);
        out.writeVarint(1);
        out.writeVarint(1);
        out.writeByte(tag);
        out.writeVarint(0);
        fields.accept(out);
        for (int i = 0; i < NUMBERS_OF_SHEET; i++) {
            out.writeVarint(0);
        }
        out.writeVarint(0);
        return TransactionCodec.decode(out.toByteArray()).made().events().get(0);
    }

    private static Event captured(long before) {
        return read(EventCodec.CAPTURED, out -> {
            TransactionCodec.writeKey(out, HOLD);
            out.writeVarint(before);
            out.writeVarint(5);
            LabelsCodec.write(out, Labels.none());
            out.writeVarint(0);
        });
    }

    private static Event refused(Consumer<SectionWriter> hold) {
        return read(EventCodec.REFUSED, out -> {
            hold.accept(out);
            out.writeVarint(0);
            out.writeVarint(9);
            out.writeSigned(-4);
            LabelsCodec.write(out, Labels.none());
        });
    }

    @Test
    void ended_a_hold_that_had_expired_where_nothing_was_held_before() {
        assertThat(captured(0)).isInstanceOfSatisfying(Event.Captured.class, event -> assertThat(event.found())
                .isEqualTo(Result.HoldState.EXPIRED));
        assertThat(captured(6)).isInstanceOfSatisfying(Event.Captured.class, event -> assertThat(event.found())
                .isEqualTo(Result.HoldState.OPEN));
    }

    @Test
    void names_the_hold_whose_extension_was_refused_and_none_where_a_new_one_was() {
        Event extension = refused(out -> {
            out.writeByte(1);
            TransactionCodec.writeKey(out, HOLD);
        });

        assertThat(extension).isEqualTo(new Event.Refused(0, HOLD, 0, Event.NO_LIMIT, null, 9, -4, Labels.none()));
        assertThat(refused(out -> out.writeByte(0)))
                .isEqualTo(new Event.Refused(0, null, 0, Event.NO_LIMIT, null, 9, -4, Labels.none()));
    }

    @Test
    void is_refused_where_it_has_a_grant_of_a_kind_that_nobody_knows() {
        assertThatThrownBy(() -> read(EventCodec.GRANTED, out -> out.writeByte(9)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("a kind of grant had the unknown number 9");
    }

    @Test
    void is_refused_where_it_has_an_event_that_came_with_version_2() {
        assertThatThrownBy(() -> read(11, out -> {}))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("an event had the unknown tag 11");
    }
}
