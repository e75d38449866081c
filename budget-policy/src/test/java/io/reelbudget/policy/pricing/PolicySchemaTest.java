package io.reelbudget.policy.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelbudget.policy.PolicyDocument;
import io.reelbudget.policy.PolicyDocumentException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The schema of policies")
class PolicySchemaTest {

    private static final JsonSchema SCHEMA = new JsonSchema(PolicyDocument.schema());
    private static final String HEAD = "{'format':'reelbudget-policy-1',";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'policy':'REDUCE_QUALITY'}",
                "'description':'Ours.','mode':'RECOMMEND','policy':'REDUCE_QUALITY','neverBelow':720}",
                "'policy':'PRIORITISE_QUALITY','instances':{'maximum':8,'processorsEach':'4','boot':'PT1M'}}",
                "'policy':'PRIORITISE_AVAILABILITY','when':{'within':'PT1H30M','probability':'0.1','hysteresis':'3'}}",
                "'together':[{'policy':'REDUCE_QUALITY'},{'policy':'PRIORITISE_QUALITY','when':{'shareLeft':'0.1'}}]}",
                "'policy':'GRADUATED','name':'gentle','steps':[{'do':'NOTIFY','when':{'beforeRenewal':'0.5'}},"
                        + "{'do':'SLOW_DOWN','name':'slow','when':{'within':'P1D'},'mostAtOnce':2,'coolDown':'PT1H',"
                        + "'rearming':'NEXT_PERIOD','consent':'ASK_FIRST'}]}"
            })
    void takes_what_the_reader_takes(String tail) {
        String document = (HEAD + tail).replace('\'', '"');

        assertThat(PolicyDocument.parse(document).json()).isNotEmpty();
        assertThat(SCHEMA.complaints(document)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'policy':'REDUCE'}",
                "'policy':'REDUCE_QUALITY','mood':'good'}",
                "'policy':'REDUCE_QUALITY','together':[{'policy':'REDUCE_QUALITY'},{'policy':'PRIORITISE_QUALITY'}]}",
                "'policy':'REDUCE_QUALITY','when':{'within':'PT1H','shareLeft':'0.1'}}",
                "'policy':'REDUCE_QUALITY','when':{'shareLeft':0.1}}",
                "'policy':'REDUCE_QUALITY','neverBelow':1}",
                "'policy':'GRADUATED','steps':[]}",
                "'policy':'GRADUATED','steps':[{'do':'DANCE','when':{'shareLeft':'0.1'}}]}",
                "'policy':'GRADUATED','name':'No spaces','steps':[{'do':'NOTIFY','when':{'shareLeft':'0.1'}}]}",
                "'together':[{'policy':'REDUCE_QUALITY','mode':'ACT'},{'policy':'PRIORITISE_QUALITY'}]}"
            })
    void refuses_what_the_reader_refuses(String tail) {
        String document = (HEAD + tail).replace('\'', '"');

        assertThatExceptionOfType(PolicyDocumentException.class).isThrownBy(() -> PolicyDocument.parse(document));
        assertThat(SCHEMA.complaints(document)).isNotEmpty();
    }
}
