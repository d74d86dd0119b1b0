export declare const handler: (event: never) => Promise<unknown>;
