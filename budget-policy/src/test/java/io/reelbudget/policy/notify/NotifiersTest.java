package io.reelbudget.policy.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelbudget.policy.spi.Notice;
import io.reelbudget.policy.spi.Notifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A notifier to people")
class NotifiersTest {

    private static final String WARNING = """
            Budget of acme/video runs out in 25 minutes
            What happened: At the present pace the budget is gone at 10:25.
            What it means: 12 queued jobs will run at a lower quality.
            What to do: Add at least 3.20 USD to run them as requested.
            Figures:
              left: 4.20 USD
              probability: 0.71""";

    @Nested
    @DisplayName("in a chat")
    class Chat {

        @Test
        void says_what_happened_what_it_means_and_what_to_do() {
            assertThat(told(Notices.warning())).isEqualTo(WARNING);
        }

        @Test
        void lets_nothing_in_a_notice_be_markup() {
            String text = told(Notices.titled("<!channel> <https://evil.example|pay> & *now*"));

            assertThat(text.lines().findFirst())
                    .contains("&lt;!channel&gt; &lt;https://evil.example|pay&gt; &amp; *now*");
        }

        @Test
        void turns_markup_and_links_off() {
            try (Receiver receiver = Receiver.answering(200)) {
                ChatNotifier.of(receiver.address("/T0/B0/x")).send(Notices.warning());

                assertThat(receiver.only().body())
                        .endsWith("\"mrkdwn\":false,\"link_names\":false,\"unfurl_links\":false}");
                assertThat(receiver.only().headers()).containsEntry("Content-Type", "application/json; charset=UTF-8");
            }
        }

        @Test
        void keeps_the_lines_of_a_title_together() {
            assertThat(told(Notices.titled("all is well\r\nWhat happened:\u202e nothing\u0007"))
                            .lines()
                            .findFirst())
                    .contains("all is well What happened: nothing");
        }

        @Test
        void leaves_figures_out_of_what_would_be_cut() {
            String text = told(Notices.largest());

            assertThat(text)
                    .hasSizeLessThan(40_000)
                    .contains("What to do: &lt;")
                    .endsWith("(more figures were left out)");
        }

        private String told(Notice notice) {
            try (Receiver receiver = Receiver.answering(200)) {
                ChatNotifier.of(receiver.address("/T0/B0/x")).send(notice);
                return JsonMapper.shared()
                        .readTree(receiver.only().body())
                        .required("text")
                        .stringValue();
            }
        }
    }

    @Nested
    @DisplayName("by mail")
    class ByMail {

        private final List<Mail> sent = new ArrayList<>();
        private final MailNotifier notifier = MailNotifier.of(sent::add, List.of("ann@acme.example"));

        @Test
        void hands_the_text_to_the_host() {
            notifier.send(Notices.warning());

            assertThat(sent).singleElement().satisfies(mail -> {
                assertThat(mail.to()).containsExactly("ann@acme.example");
                assertThat(mail.subject()).isEqualTo("Budget of acme/video runs out in 25 minutes");
                assertThat(mail.body()).isEqualTo(WARNING.replaceFirst("\n", "\n\n") + "\n");
            });
        }

        @Test
        void lets_no_title_start_a_header() {
            notifier.send(Notices.titled("all is well\r\nBcc: everyone@evil.example"));

            assertThat(sent.get(0).subject()).isEqualTo("all is well Bcc: everyone@evil.example");
        }

        @Test
        void cuts_a_long_title() {
            notifier.send(Notices.largest());

            assertThat(sent.get(0).subject()).hasSize(200).endsWith("…");
        }

        @Test
        void keeps_the_id_for_the_same_thing() {
            notifier.send(Notices.warning());
            notifier.send(Notices.titled("In other words"));

            assertThat(sent.get(0).id()).hasSize(32).isEqualTo(sent.get(1).id());
        }

        @Test
        void needs_somebody_to_tell() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MailNotifier.of(sent::add, List.of()))
                    .withMessage("Mail had no recipient but must have one or more; name who is told.");
        }
    }

    @Nested
    @DisplayName("joined with others")
    class Joined {

        private final List<Notice> first = new ArrayList<>();
        private final List<Notice> third = new ArrayList<>();
        private int failures = 1;

        private final Notifier failingOnce = notice -> {
            if (failures-- > 0) {
                throw new DeliveryException("down");
            }
        };

        @Test
        void tells_each_once_and_repeats_for_the_one_that_failed() {
            ToldOnce all = ToldOnce.each(List.of(first::add, failingOnce, third::add));

            assertThatExceptionOfType(DeliveryException.class)
                    .isThrownBy(() -> all.send(Notices.warning()))
                    .withMessage("1 of 3 notifiers failed; they are told again under the same key.");
            all.send(Notices.warning());
            all.send(Notices.warning());

            assertThat(first).hasSize(1);
            assertThat(third).hasSize(1);
            assertThat(failures).isEqualTo(-1);
        }

        @Test
        void tries_again_after_an_error_too() {
            List<Notice> told = new ArrayList<>();
            ToldOnce all = ToldOnce.each(List.of(notice -> {
                told.add(notice);
                if (told.size() == 1) {
                    throw new StackOverflowError();
                }
            }));

            assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> all.send(Notices.warning()));
            assertThatCode(() -> all.send(Notices.warning())).doesNotThrowAnyException();

            assertThat(told).hasSize(2);
        }

        @Test
        void does_not_tell_what_is_being_told() {
            List<Throwable> refused = new ArrayList<>();
            ToldOnce[] all = new ToldOnce[1];
            all[0] = ToldOnce.each(List.of(notice -> {
                try {
                    all[0].send(notice);
                } catch (DeliveryException underWay) {
                    refused.add(underWay.getCause());
                }
            }));

            all[0].send(Notices.warning());

            assertThat(refused).singleElement().satisfies(cause -> assertThat(cause)
                    .hasMessage(
                            "Notice is being sent already and has not been acknowledged; it is tried again later."));
        }
    }
}
