package io.reelbudget.policy.pricing;

import io.reelbudget.licence.LicenceCatalogue;

/**
 * Licence catalogues in the shape of what patent pools have published. They are illustrative and not legal advice: what
 * each reproduces, of which date, and what it leaves out stands in its description.
 */
public enum LicencePreset {
    /** AVC: products, titles, subscriptions, free television, and streaming licences from 2026 on. */
    AVC("licences-avc.json"),
    /** HEVC: two pools, one of them by category of device. */
    HEVC("licences-hevc.json"),
    /** VVC: units and free software of one pool. */
    VVC("licences-vvc.json");

    private final String resource;

    LicencePreset(String resource) {
        this.resource = resource;
    }

    /** Returns the catalogue's JSON, to begin one's own from. */
    public String json() {
        return Resource.text(resource);
    }

    /** Returns the catalogue. */
    public LicenceCatalogue catalogue() {
        return LicenceCatalogueDocument.parse(json());
    }
}
