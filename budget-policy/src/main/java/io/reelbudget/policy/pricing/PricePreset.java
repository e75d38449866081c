package io.reelbudget.policy.pricing;

import io.reelbudget.rate.RateCard;

/**
 * Rate cards in the shape of published price lists. They are illustrative: what each reproduces, of which date, and
 * what it leaves out stands in its description. No vendor has approved them, and prices change; bring your own.
 */
public enum PricePreset {
    /** In the shape of AWS Elemental MediaConvert's basic tier, on demand. */
    AWS_MEDIACONVERT_BASIC("aws-mediaconvert-basic.json"),
    /** In the shape of Google Cloud's Transcoder. */
    GOOGLE_TRANSCODER("google-transcoder.json"),
    /** In the shape of encoding minutes with multipliers and addends, as Bitmovin has them. */
    BITMOVIN_LIKE("bitmovin-like.json");

    private final String resource;

    PricePreset(String resource) {
        this.resource = resource;
    }

    /** Returns the card's JSON, to begin one's own from. */
    public String json() {
        return Resource.text(resource);
    }

    /** Returns the card. */
    public RateCard card() {
        return RateCardDocument.parse(json());
    }
}
