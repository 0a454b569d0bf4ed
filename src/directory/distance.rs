//! How far posts lie apart.

use super::post::Post;

/// The mean radius of the earth (IUGG).
const EARTH_RADIUS_KM: f64 = 6371.0;

impl Post {
    /// The way to another post over the globe, along a great circle, in kilometres.
    ///
    /// ```
    /// # use torntape::directory;
    /// let (moscow, lima) = (&directory::by_indicator("RUEHMO")[0], &directory::by_indicator("RUEHPE")[0]);
    /// assert_eq!((moscow.distance_km(lima) / 100.0).round(), 126.0);
    /// ```
    pub fn distance_km(&self, other: &Self) -> f64 {
        great_circle_km((self.latitude, self.longitude), (other.latitude, other.longitude))
    }
}

/// The shortest way over the globe between two places, each latitude and longitude in degrees, in kilometres (the
/// haversine formula, which is exact for near places too).
///
/// ```
/// let quarter = torntape::directory::great_circle_km((0.0, 0.0), (0.0, 90.0));
/// assert!((quarter - 10_007.5).abs() < 0.1);
/// ```
pub fn great_circle_km(one: (f64, f64), other: (f64, f64)) -> f64 {
    let haversine = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
    let cosines = one.0.to_radians().cos() * other.0.to_radians().cos();
    let root = haversine(other.0 - one.0) + cosines * haversine(other.1 - one.1);
    2.0 * EARTH_RADIUS_KM * root.min(1.0).sqrt().asin()
}
