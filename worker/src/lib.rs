//! stub
#[cfg(target_arch = "wasm32")]
mod edge {
    use worker::*;
    #[event(fetch)]
    async fn fetch(_request: Request, _env: Env, _context: Context) -> Result<Response> {
        Response::ok("x")
    }
    #[durable_object]
    struct District { _state: State }
    impl DurableObject for District {
        fn new(state: State, _env: Env) -> Self { Self { _state: state } }
        async fn fetch(&self, _req: Request) -> Result<Response> { Response::ok("x") }
    }
}
