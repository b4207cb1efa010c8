/** The version of terms and privacy policy that people agree to; both texts carry it. */
export const legalVersion = "2026-11-20";
