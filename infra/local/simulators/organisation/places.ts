// The places that the organisation's people and attackers come from, with the names and ids that GeoIP2 uses.

export interface Territory {
  readonly code: string;
  readonly name: string;
  readonly geonameId: number;
  readonly continent: { readonly code: string; readonly name: string; readonly geonameId: number };
}

export interface City {
  readonly name: string;
  readonly geonameId: number;
  readonly subdivision: { readonly code: string; readonly name: string; readonly geonameId: number } | null;
  readonly territory: Territory;
  readonly latitude: number;
  readonly longitude: number;
  readonly timeZone: string;
  readonly postalCode: string;
}

const europe = { code: "EU", name: "Europe", geonameId: 6_255_148 };
const asia = { code: "AS", name: "Asia", geonameId: 6_255_147 };

export const territories = {
  portugal: { code: "PT", name: "Portugal", geonameId: 2_264_397, continent: europe },
  singapore: { code: "SG", name: "Singapore", geonameId: 1_880_251, continent: asia },
  germany: { code: "DE", name: "Germany", geonameId: 2_921_044, continent: europe },
  spain: { code: "ES", name: "Spain", geonameId: 2_510_769, continent: europe },
} as const satisfies Record<string, Territory>;

export const lisbon: City = {
  name: "Lisbon",
  geonameId: 2_267_057,
  subdivision: { code: "11", name: "Lisbon", geonameId: 2_267_056 },
  territory: territories.portugal,
  latitude: 38.7219,
  longitude: -9.1398,
  timeZone: "Europe/Lisbon",
  postalCode: "1000-001",
};

export const singapore: City = {
  name: "Singapore",
  geonameId: 1_880_252,
  subdivision: null,
  territory: territories.singapore,
  latitude: 1.2868,
  longitude: 103.8503,
  timeZone: "Asia/Singapore",
  postalCode: "18",
};

export const frankfurt: City = {
  name: "Frankfurt am Main",
  geonameId: 2_925_533,
  subdivision: { code: "HE", name: "Hesse", geonameId: 2_905_330 },
  territory: territories.germany,
  latitude: 50.1109,
  longitude: 8.6821,
  timeZone: "Europe/Berlin",
  postalCode: "60313",
};

export const madrid: City = {
  name: "Madrid",
  geonameId: 3_117_735,
  subdivision: { code: "MD", name: "Madrid", geonameId: 3_117_732 },
  territory: territories.spain,
  latitude: 40.4163,
  longitude: -3.6934,
  timeZone: "Europe/Madrid",
  postalCode: "28013",
};
